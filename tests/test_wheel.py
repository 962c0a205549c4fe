"""The wheel brings its own migrations, words and catalogs: it works without the checkout."""

import os
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
from contextlib import closing
from pathlib import Path

from signpost_bot.store import schema
from signpost_bot.store.tables import metadata

CHECKOUT = Path(__file__).parent.parent
PARTS = ("pyproject.toml", "README.md", ".gitignore", "src", "migrations", "offerings")
PATHS = sysconfig.get_paths()


def test_the_wheel_works_without_the_checkout(tmp_path: Path) -> None:
    installed = _install(_build(_copy(tmp_path / "source"), tmp_path / "dist"), tmp_path / "new")
    where = _python(installed, "-c", "import signpost_bot; print(signpost_bot.__file__)")
    upgraded = _python(installed, "-m", "signpost_bot", "db", "upgrade")
    question = ("ask", "--institution", "voorbeeld", "Ik slaap slecht door de tentamens")
    answer = _python(installed, "-m", "signpost_bot", *question)

    assert Path(where).is_relative_to(installed)
    assert upgraded == f"the database has version {schema.newest_version()}"
    assert _tables(installed) == sorted([*metadata.tables, "alembic_version"])
    assert answer
    assert _institutions(installed) == _folders(CHECKOUT / "offerings")


def _copy(folder: Path) -> Path:
    """The source as a build sees it; building in the checkout could leave something behind."""
    folder.mkdir()
    for part in PARTS:
        if (CHECKOUT / part).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__")
            shutil.copytree(CHECKOUT / part, folder / part, ignore=unwanted)
        else:
            shutil.copy(CHECKOUT / part, folder / part)
    return folder


def _build(source: Path, folder: Path) -> Path:
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=source)
    (wheel,) = folder.iterdir()
    return wheel


def _install(wheel: Path, folder: Path) -> Path:
    options = ("--quiet", "--no-index", "--no-deps", "--disable-pip-version-check")
    target = ("--target", str(folder), str(wheel))
    _run(sys.executable, "-m", "pip", "install", *options, *target, cwd=folder.parent)
    return folder


def _python(installed: Path, *arguments: str) -> str:
    """Run Python with the wheel first, then what is installed beside us.

    -S: without it the `.pth` file of the editable install would bring the checkout.
    """
    variables = {
        "PYTHONPATH": os.pathsep.join([str(installed), PATHS["purelib"], PATHS["platlib"]]),
        "SIGNPOST_DATABASE_URL": f"sqlite:///{_file(installed)}",
        "PYTHONWARNINGS": "error",
    }
    return _run(sys.executable, "-S", *arguments, cwd=installed.parent, **variables)


def _run(*arguments: str, cwd: Path, **variables: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
    done = subprocess.run(
        arguments, cwd=cwd, env={**kept, **variables}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
    return done.stdout.strip()


def _file(installed: Path) -> Path:
    return installed.parent / "signpost.db"


def _tables(installed: Path) -> list[str]:
    return _column(installed, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")


def _institutions(installed: Path) -> list[str]:
    return _column(installed, "SELECT DISTINCT institution FROM document ORDER BY institution")


def _column(installed: Path, query: str) -> list[str]:
    with closing(sqlite3.connect(_file(installed))) as connection:
        return [value for (value,) in connection.execute(query)]


def _folders(offerings: Path) -> list[str]:
    """The institutions, and the national lines."""
    return sorted(
        [*(path.parent.name for path in offerings.glob("*/institution.yaml")), "national"]
    )
