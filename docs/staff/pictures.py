"""Makes the pictures of this folder again, from what the commands really print."""

import re
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path
from textwrap import dedent

from openpyxl import load_workbook
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

HERE = Path(__file__).resolve().parent
OFFERINGS = HERE.parents[1] / "offerings"
_EXAMPLE = re.search(r"```yaml\n(.*?)```", (HERE / "nl.md").read_text("utf-8"), re.DOTALL)
NEW = dedent(_EXAMPLE[1]) if _EXAMPLE else ""
WRONG = NEW.replace("[meet_people, loneliness]", "[meet_people, lonelyness]").replace(
    "Samen koken op maandag", "Koken tegen eenzaamheid"
)
CHANGED = NEW.replace("18:00-20:00", "17:30-19:30")
QUESTION = {"nl": "ik ken hier niemand", "en": "i don't know anyone here"}
LANGUAGES = ("nl", "en")


def main() -> None:
    """One folder to work in, and each picture in both languages."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for language in LANGUAGES:
            shutil.copytree(OFFERINGS, folder / language / "offerings")
            for name, commands in _commands(language).items():
                place = folder / language
                _before(name, place / "offerings" / "voorbeeld" / "offerings")
                if name == "sheet":
                    _spoil_a_cell(place, language)
                _draw(f"{name}.{language}.svg", [(one, _run(one, place)) for one in commands])


def _before(name: str, offerings: Path) -> None:
    """What staff did before the picture was taken."""
    said = {"mistake": WRONG, "apply": NEW, "undo": CHANGED}.get(name)
    if said:
        (offerings / "samen-koken.yaml").write_text(said, "utf-8")


def _spoil_a_cell(place: Path, language: str) -> None:
    """A sheet as it was exported, with one typing error in it."""
    school = f"--institution voorbeeld --language {language}"
    _run(f"catalog sheet export aanbod.xlsx {school}", place)
    book = load_workbook(place / "aanbod.xlsx")
    sheet = book.worksheets[0]
    sheet["H3"] = "slapn"
    book.save(place / "aanbod.xlsx")


def _commands(language: str) -> dict[str, list[str]]:
    nl = language == "nl"
    moment = "elke dinsdag 12-13u, niet in vakanties" if nl else "every Tuesday 12-1pm until 18 Dec"
    school, chosen = "--institution voorbeeld", f"--language {language}"
    return {
        # This one comes first: it fills the database, as a first start does.
        "student": [f'ask "{QUESTION[language]}" {school} {chosen}'],
        "moment": [f'catalog moment "{moment}" {school} {chosen}'],
        "mistake": [f"catalog check offerings {chosen}"],
        "apply": [
            f"catalog check offerings {chosen}",
            f"catalog apply offerings --dry-run {chosen}",
            f"catalog apply offerings --author Noor --no-model {chosen}",
        ],
        "sheet": [
            f"catalog sheet import aanbod.xlsx {school} --dry-run {chosen}",
        ],
        "tasks": [
            f'staff add "Noor de Wit" {school} --role writer {chosen}',
            f"staff list {chosen}",
        ],
        "undo": [
            f"catalog apply offerings --author Bo --no-model {chosen}",
            f"catalog history samen-koken {chosen}",
            f"catalog undo samen-koken --author Noor {chosen}",
        ],
    }


def _run(command: str, place: Path) -> str:
    """What the command prints, on both streams; no path of this machine, no token."""
    environment = {
        "SIGNPOST_DATABASE_URL": f"sqlite:///{place}/staff.db",
        "SIGNPOST_SECRET_KEY": "only for these pictures, long enough to be one",
        "SIGNPOST_OFFERINGS": str(place / "offerings"),
    }
    done = subprocess.run(
        f"{sys.executable} -m signpost_bot {command}",
        shell=True,
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    said = (done.stdout + done.stderr).replace(f"{place}/", "")
    return re.sub(r"staff_[\w-]{43}", "staff_…", said)


def _draw(name: str, screens: list[tuple[str, str]]) -> None:
    console = Console(record=True, width=110, file=StringIO())
    for command, said in screens:
        console.print(Text(f"$ signpost-bot {command}", style="bold"))
        console.print(Text(said.rstrip() + "\n"))
    picture = console.export_svg(title="signpost-bot", theme=MONOKAI, unique_id=name.split(".")[0])
    # The fonts of the picture come from elsewhere; readers of these pages ask nobody for anything.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    (HERE / "pictures" / name).write_text(picture, "utf-8")


if __name__ == "__main__":
    (HERE / "pictures").mkdir(exist_ok=True)
    main()
