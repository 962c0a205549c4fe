"""The commands for sheets as somebody types them."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sheet_files import change
from test_catalog_commands import TypeIn, home, type_in

__all__ = ["home", "type_in"]
SCHOOL = ("--institution", "school")


@pytest.fixture(autouse=True)
def _with_a_catalog(home: Path, type_in: TypeIn) -> None:
    type_in("apply", "--no-model")


def put(home: Path, cells: dict[str, object], name: str = "in.xlsx") -> str:
    """The exported sheet with some cells of its second row otherwise."""
    content = change((home / "out.xlsx").read_bytes(), cells)
    (home / name).write_bytes(content)
    return str(home / name)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_out_and_in_again_is_no_change(
    home: Path, type_in: TypeIn, ending: str, language: str
) -> None:
    file = str(home / f"out.{ending}")

    assert type_in("sheet", "export", file, *SCHOOL, "--language", language)[0] == 0
    assert type_in("sheet", "import", file, *SCHOOL) == (0, "0 wijzigingen\n", "")
    assert type_in("sheet", "import", file, *SCHOOL, "--language", "en")[1] == "0 changes\n"


def test_a_change_is_named_and_saved_and_an_old_sheet_refused(home: Path, type_in: TypeIn) -> None:
    type_in("sheet", "export", str(home / "out.xlsx"), *SCHOOL)
    new, old = put(home, {"Titel NL": "Thuis"}), put(home, {"Titel NL": "Huis"}, "old.xlsx")

    changes = "~ rij 2 (huiskamer)\n1 wijziging\n"
    code, said, told = type_in("sheet", "import", new, *SCHOOL, "--dry-run")
    assert (code, said) == (0, changes)
    assert "nog niets opgeslagen" in told
    words = ("sheet", "import", new, *SCHOOL, "--no-model", "--author", "anne")
    assert type_in(*words)[1] == changes
    code, said, told = type_in("sheet", "import", old, *SCHOOL, "--no-model")
    assert (code, said) == (1, "0 wijzigingen\n")
    assert "! rij 2 (huiskamer): anne heeft dit op" in told
    assert "Zet dan school/2 in de laatste kolom" in told
    assert "--take sheet" in told
    assert ".yaml" not in told
    counts = put(home, {"Titel NL": "Huis", "Versie (niet wijzigen)": "school/2"}, "old.xlsx")
    assert type_in("sheet", "import", counts, *SCHOOL, "--dry-run")[1] == changes
    put(home, {"Titel NL": "Huis"}, "old.xlsx")
    assert type_in("sheet", "import", old, *SCHOOL, "--no-model", "--take", "sheet")[1] == changes


def test_a_sentence_about_a_moment_is_said_back(home: Path, type_in: TypeIn) -> None:
    type_in("sheet", "export", str(home / "out.xlsx"), *SCHOOL)
    file = put(home, {"Wanneer": "elke vrijdag 15:00"})

    said = type_in("sheet", "import", file, *SCHOOL, "--dry-run")[1].splitlines()

    assert said[1].startswith("    “elke vrijdag 15:00”: ik lees dit als elke vrijdag om 15:00")


def test_an_owner_whom_nobody_knows_is_advice(home: Path, type_in: TypeIn) -> None:
    type_in("sheet", "export", str(home / "out.xlsx"), *SCHOOL)

    said = type_in("sheet", "import", put(home, {"Beheerder": "Kim"}), *SCHOOL, "--dry-run")[1]

    assert said.splitlines()[1].startswith(
        "advies: bij school is niemand bekend onder de naam ‘Kim’"
    )


def test_a_mistake_is_said_by_its_cell_in_the_language_asked_for(
    home: Path, type_in: TypeIn
) -> None:
    type_in("sheet", "export", str(home / "out.xlsx"), *SCHOOL)
    file = put(home, {"Onderwerpen": "alles"})

    code, said, told = type_in("sheet", "import", file, *SCHOOL)
    assert (code, said) == (1, "0 wijzigingen\n")
    assert told.startswith("Cel H2 (Onderwerpen): ‘alles’ ken ik niet")
    assert "Er is niets opgeslagen." in told
    told = type_in("sheet", "import", file, *SCHOOL, "--language", "en")[2]
    assert told.startswith("Cell H2 (Onderwerpen): I do not know ‘alles’")
    told = type_in("sheet", "import", str(home / "not there.xlsx"), *SCHOOL)[2]
    assert "not there.xlsx:1:1: ik kan dit bestand niet lezen" in told


def test_a_template_has_three_sheets_and_nothing_is_written_over(
    home: Path, type_in: TypeIn
) -> None:
    file = str(home / "t.xlsx")

    assert type_in("sheet", "template", file, *SCHOOL, "--language", "en")[0] == 0
    book = load_workbook(BytesIO((home / "t.xlsx").read_bytes()))
    assert book.sheetnames == ["Offerings", "Explanation", "Choices"]
    assert type_in("sheet", "import", file, *SCHOOL)[1] == "0 wijzigingen\n"
    assert "t.xlsx is er al" in type_in("sheet", "template", file, *SCHOOL)[2]
    assert type_in("sheet", "template", str(home / "t.csv"), *SCHOOL)[0] == 2
    assert type_in("sheet", "export", str(home / "t.ods"), *SCHOOL)[0] == 2
    assert type_in("sheet", "export", str(home / "u.csv"), "--institution", "elders")[0] == 2


def test_a_first_command_finds_the_database_filled(
    home: Path, type_in: TypeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Staff need not know that somebody else has to begin."""
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", f"sqlite:///{home}/new.db")

    assert type_in("sheet", "export", str(home / "out.csv"), *SCHOOL)[0] == 0
