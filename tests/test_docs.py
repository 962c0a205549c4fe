"""Docs are true: every setting and every command is described, and nothing that is not there."""

import re
from pathlib import Path

from signpost_bot.cli import build_parser
from signpost_bot.settings import Settings

HOME = Path(__file__).parent.parent


def test_every_setting_is_described_and_no_other() -> None:
    page = (HOME / "docs" / "settings.md").read_text("utf-8")
    described = re.findall(r"^\| `SIGNPOST_(\w+)`", page, re.MULTILINE)

    assert described == [name.upper() for name in Settings.model_fields]


def test_every_setting_says_on_the_page_what_it_says_in_the_code() -> None:
    page = " ".join((HOME / "docs" / "settings.md").read_text("utf-8").split())
    for name, field in Settings.model_fields.items():
        first = (field.description or "?").replace("`sqlite:///FILE` or", "").split(". ")[0]
        assert all(word in page for word in first.split()), name


def test_every_command_stands_in_the_readme() -> None:
    page = (HOME / "README.md").read_text("utf-8")
    usage = build_parser().format_help()
    commands = re.findall(r"^    (\w+) ", usage, re.MULTILINE)

    assert {*("demo", "run", "plan", "deliver", "db", "chat", "ask", "catalog")} <= set(commands)
    for command in commands:
        assert re.search(rf"signpost-bot [^\n]*\b{command}\b", page), command


def test_links_between_pages_lead_somewhere() -> None:
    for page in (HOME / "README.md", HOME / "CONTRIBUTING.md", *(HOME / "docs").glob("*.md")):
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name} → {link}"


def test_every_picture_of_the_readme_is_there_says_what_it_shows_and_is_small() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", (HOME / "README.md").read_text("utf-8"))

    assert pictures
    for said, path in pictures:
        assert (HOME / path).stat().st_size <= 150_000, path
        assert len(said.split()) >= 5, f"{path}: say what it shows to who cannot see it"
        drawn_by = (HOME / "scripts" / "pictures.py").read_text("utf-8")
        assert f'name="{Path(path).stem}"' in drawn_by, f"{path}: how is it made again?"
