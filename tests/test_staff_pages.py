"""The pages for staff: what they say to copy and to type is right."""

import re
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest
from filled import OFFERINGS

from signpost_bot.actions.catalog import check_files
from signpost_bot.app import build_index
from signpost_bot.catalog.lint import lint
from signpost_bot.cli import build_parser

PAGES = Path(__file__).parents[1] / "docs/staff"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def _example(page: str) -> str:
    (found,) = re.findall(r"```yaml\n(.*?)```", (PAGES / page).read_text("utf-8"), re.DOTALL)
    return dedent(found)


def test_the_example_to_copy_is_right_and_gets_no_advice(tmp_path: Path) -> None:
    shutil.copytree(OFFERINGS, tmp_path / "offerings")
    new = tmp_path / "offerings/voorbeeld/offerings/samen-koken.yaml"
    new.write_text(_example("nl.md"), "utf-8")
    read = check_files(tmp_path / "offerings", build_index())

    assert read.findings == ()
    assert [one for one in lint(read, NOW) if one.spot.file == new] == []
    assert _example("en.md") == _example("nl.md")


@pytest.mark.parametrize("page", ["nl.md", "en.md"])
def test_every_command_on_a_page_exists(page: str) -> None:
    text = (PAGES / page).read_text("utf-8")
    commands = [
        *re.findall(r"^ +signpost-bot (.+)$", text, re.MULTILINE),
        *re.findall(r"`signpost-bot ([^`]+)`", " ".join(text.split())),
    ]
    assert len(commands) > 10
    for command in commands:
        build_parser().parse_args(shlex.split(command))
