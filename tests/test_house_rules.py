"""The rules of the house: small modules that say what they are for, on the map, in our words."""

import ast
import re
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent
SOURCE = HOME / "src" / "signpost_bot"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.name != "__init__.py")
TESTS = sorted((HOME / "tests").rglob("*.py"))
MAX_LINES = 250
FORBIDDEN = {"utils", "helpers", "common", "manager", "service", "base", "data", "info", "misc"}


def _name(path: Path) -> str:
    return path.relative_to(HOME).as_posix()


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=_name)
def test_a_module_is_small_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")

    assert ast.get_docstring(ast.parse(text)), "the first line says what the module is for"
    assert text.count("\n") <= MAX_LINES, "split it by noun"
    assert path.stem not in FORBIDDEN


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("__init__.py")), ids=_name)
def test_an_init_holds_a_docstring_and_nothing_else(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))

    assert len(tree.body) == 1
    assert ast.get_docstring(tree)


def test_the_map_names_every_module_and_nothing_else() -> None:
    page = (HOME / "docs" / "architecture.md").read_text("utf-8")
    named = re.findall(r"^\| `([\w/]+\.py)` \|", page, re.MULTILINE)

    assert named == [path.relative_to(SOURCE).as_posix() for path in MODULES]


def test_the_map_says_of_a_module_what_the_module_says_of_itself() -> None:
    page = (HOME / "docs" / "architecture.md").read_text("utf-8")
    for path in MODULES:
        first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").splitlines()[0]
        assert f"| `{path.relative_to(SOURCE).as_posix()}` | {first} |" in page


def test_every_class_of_the_model_stands_in_the_glossary() -> None:
    page = (HOME / "docs" / "glossary.md").read_text("utf-8")
    words = set(re.findall(r"\*\*([\w -]+)\*\*", page))
    classes = {
        node.name
        for path in MODULES
        if path.parent.name == "model"
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    }

    assert classes - words == set()


def test_no_file_names_a_place_of_somebodys_machine() -> None:
    """Committed files hold no path of a machine and no address of a package registry."""
    wrong = re.compile(r"/(home|Users|root|work)/\w")
    files = [HOME / name for name in ("requirements.lock", "pyproject.toml", "Makefile")]
    files += [*MODULES, *(HOME / "docs").glob("*.md"), *(HOME / "offerings").rglob("*.yaml")]

    assert [_name(file) for file in files if wrong.search(file.read_text("utf-8"))] == []
    assert "://" not in (HOME / "requirements.lock").read_text("utf-8"), "hashes, no addresses"
