"""The commands `catalog …` as somebody types them: never a question back, and a clear end."""

from collections.abc import Callable
from pathlib import Path

import pytest
from folders import KANTINE, OFFERING, write

from signpost_bot.cli import run

TypeIn = Callable[..., tuple[int, str, str]]
"""Exit code, what the command says, and what it says of trouble."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with files that are right, and no database yet."""
    write(tmp_path / "files")
    for file in (tmp_path / "files").glob("school/offerings/*.yaml"):
        file.write_text(file.read_text("utf-8").replace("[talk, fun]", "[fun]"), "utf-8")
    return tmp_path


@pytest.fixture
def type_in(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> TypeIn:
    """Type a command; nobody answers a question."""
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", f"sqlite:///{home}/signpost.db")
    monkeypatch.setenv("SIGNPOST_OFFERINGS", str(home / "files"))
    monkeypatch.setattr("sys.stdin", None)

    def typed(*words: str) -> tuple[int, str, str]:
        try:
            code = run(["catalog", *words])
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return typed


def change(home: Path, old: str, new: str) -> None:
    file = home / "files" / KANTINE
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_in_and_out_and_one_step_back(home: Path, type_in: TypeIn) -> None:
    code, said, _ = type_in("apply", "--dry-run")
    assert (code, said.splitlines()[-1]) == (0, "5 changes")
    assert type_in("apply", "--no-model", "--author", "anne")[1].endswith("5 changes\n")
    change(home, "nl: Kantine", "nl: Eten")
    assert type_in("diff")[1].splitlines() == [
        "~ school/offerings/kantine.yaml",
        "    @@ -2,3 +2,3 @@",
        "     title:",
        "    -  nl: Kantine",
        "    +  nl: Eten",
        "       en: Canteen",
        "1 change",
    ]
    type_in("apply", "--no-model", "--author", "ben")
    code, said, _ = type_in("undo", "kantine", "--author", "anne")
    assert (code, "revision 3 is again what revision 1 said" in said) == (0, True)
    rows = type_in("history", "school/kantine")[1].splitlines()
    assert [row.split("UTC  ")[1] for row in rows] == [
        "anne  as in 1  title",
        "ben  applied  title",
        "anne  applied",
    ]

    # Nobody touched the file since: it takes nothing back.
    code, said, trouble = type_in("apply", "--dry-run")
    assert (code, trouble) == (0, "")
    assert "kantine.yaml: anne saved this on" in said
    assert said.endswith("0 changes\n")
    change(home, "nl: Eten", "nl: Lunch")
    files = str(home / "files")
    code, said, trouble = type_in("apply", files, "--dry-run", "--language", "nl")
    assert (code, said) == (1, "0 wijzigingen\n")
    assert "kantine.yaml: anne heeft dit op" in trouble
    assert f"signpost-bot catalog diff {files}\n" in trouble
    assert "signpost-bot catalog export NIEUWE-MAP" in trouble
    change(home, "nl: Lunch", "nl: Eten")
    assert type_in("export")[:2] == (0, "~ school/offerings/kantine.yaml\n1 change\n")
    assert type_in("apply")[:2] == (0, "0 changes\n")
    assert (home / "files" / KANTINE).read_text("utf-8") == OFFERING.replace("[talk, fun]", "[fun]")


def test_a_sentence_about_a_moment_is_said_back_before_it_is_saved_and_once(
    home: Path, type_in: TypeIn
) -> None:
    type_in("apply", "--no-model")
    lines = "start: 12:00\n    end: 14:00\n    weekdays: [tue]\n    first_on: 2026-09-01"
    change(home, lines, "every other Friday 10am")
    said = type_in("apply", "--dry-run")[1].splitlines()
    assert said[0] == "~ school/offerings/kantine.yaml"
    assert said[1].startswith(
        "    “every other Friday 10am”: I read this as every 2 weeks on Friday"
    )
    assert "advice: " in said[2]
    assert said[3:] == ["1 change"]
    assert type_in("apply", "--no-model")[1].splitlines() == said
    change(home, "nl: Kantine", "nl: Eten")
    assert "Friday" not in type_in("apply", "--no-model")[1]


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("history", "nothing"), 2, "there is nothing called 'nothing'"),
        (("undo", "kantine", "--language", "nl"), 1, "er is geen eerdere revisie"),
        (("undo", "kantine", "--to", "7"), 1, "revision 7 is not there"),
        (("apply", "nowhere"), 1, "nowhere:1:1: this folder is not there"),
        (("apply", "--take", "both"), 2, "invalid"),
        (("export",), 1, "kantine.yaml: what stands here was never saved"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    home: Path, type_in: TypeIn, words: tuple[str, ...], code: int, expected: str
) -> None:
    assert type_in("apply", "--no-model")[0] == 0
    change(home, "nl: Kantine", "nl: Nooit")

    done = type_in(*words)

    assert done[0] == code
    assert expected in done[2]
    assert "Traceback" not in done[2]
