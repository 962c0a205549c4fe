"""The command `catalog report`, from its arguments to what is printed."""

import asyncio
import json
from pathlib import Path

import pytest
from folders import write

from signpost_bot.actions.catalog import CatalogBroken
from signpost_bot.cli import build_parser

OFFERINGS = Path(__file__).parents[1] / "offerings"


def run(*arguments: str) -> int:
    given = build_parser().parse_args(["catalog", "report", *arguments])
    code: int = asyncio.run(given.command(given))
    return code


def test_it_prints_a_table_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(OFFERINGS)) == 0
    text = capsys.readouterr().out
    assert run(str(OFFERINGS), "--json", "--language", "en") == 0
    row = json.loads(capsys.readouterr().out)

    assert "sjabloon: mbo/new-fit" in text
    assert row["own_work"][1]["title"] == "deadlines"


def test_a_folder_without_a_report_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path)

    assert run(str(tmp_path), "--language", "en") == 1
    assert capsys.readouterr().err == "there is no report.yaml in this folder\n"


def test_a_broken_file_stops_it_since_half_a_table_would_be_wrong(tmp_path: Path) -> None:
    write(tmp_path, {"school/offerings/kantine.yaml": "slug: kantine\n"})

    with pytest.raises(CatalogBroken):
        run(str(tmp_path))


def test_catalog_check_looks_at_report_and_templates_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"report.yaml": "last_number: 58\n", "templates/thee.yaml": "slug: thee\n"})
    given = build_parser().parse_args(["catalog", "check", str(tmp_path), "--language", "en"])

    assert asyncio.run(given.command(given)) == 1
    said = capsys.readouterr().out
    assert "report.yaml:1:1: 'approaches' is missing" in said
    assert "thee.yaml is not read" in said
