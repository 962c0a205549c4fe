"""Check, apply and export of a large catalog: time, peak memory, and what one offering costs.

    python benchmarks/catalog.py [NUMBER ...]

Every step runs in a process of its own, on SQLite. What the models take comes after the commit
and is measured on twenty new offerings.
"""

import asyncio
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from signpost_bot import clock
from signpost_bot.actions import exchange
from signpost_bot.actions.catalog import check_files
from signpost_bot.actions.reading import read_new_offerings
from signpost_bot.app import build_index, open_tables
from signpost_bot.catalog.comparing import Side

HOME = Path(__file__).parent.parent / "offerings"
NUMBERS = (300, 10_000)
STEPS = ("check", "apply", "apply again", "change one", "export")
WITH_MODELS = 20


def main() -> None:
    """Measure all numbers and print one line for each step."""
    if len(sys.argv) > 2 and sys.argv[1] == "--step":
        print(*asyncio.run(run_step(sys.argv[2], Path(sys.argv[3]))))
        return
    print(f"{clock.now():%Y-%m-%d}")
    for number in [int(one) for one in sys.argv[1:]] or NUMBERS:
        with tempfile.TemporaryDirectory() as name:
            write_offerings(Path(name) / "files", number)
            for step in STEPS:
                print_step(step, Path(name), number)
    with tempfile.TemporaryDirectory() as name:
        write_offerings(Path(name) / "files", WITH_MODELS)
        for step in ("apply", "read by the models"):
            print_step(step, Path(name), WITH_MODELS)


def write_offerings(folder: Path, number: int) -> None:
    """`voorbeeld` with so many offerings, each with texts of its own."""
    # Those that institution.yaml names come first: without them a few offerings are no catalog.
    named = ("studieloket", "wellbeingofficer")
    found = (HOME / "voorbeeld" / "offerings").glob("*.yaml")
    files = sorted(found, key=lambda file: (file.stem not in named, file.stem))
    place = folder / "voorbeeld" / "offerings"
    place.mkdir(parents=True)
    for name in ("national.yaml", "voorbeeld/institution.yaml", "voorbeeld/calendar.yaml"):
        (folder / name).write_bytes((HOME / name).read_bytes())
    for i in range(number):
        file = files[i % len(files)]
        turn = i // len(files)
        slug = f"{file.stem}-{turn}" if turn else file.stem
        text = file.read_text("utf-8").replace(f"slug: {file.stem}\n", f"slug: {slug}\n", 1)
        text = re.sub(r"^  en: (?=[A-Z])", f"  en: Take {i}, ", text, count=1, flags=re.MULTILINE)
        (place / f"{slug}.yaml").write_text(text, "utf-8")


def print_step(step: str, folder: Path, number: int) -> None:
    """One line: seconds, what one offering costs, and peak memory."""
    command = [sys.executable, __file__, "--step", step, str(folder)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    seconds, of_processor, megabytes = map(float, said)
    each = of_processor / number * 1000
    print(
        f"{number:6} {step:20} {seconds:7.2f} s, {of_processor:7.2f} s of a processor = "
        f"{each:6.2f} ms an offering, {megabytes:5.0f} MB",
        flush=True,
    )


async def run_step(step: str, folder: Path) -> tuple[float, float, float]:
    """Do it in this process: seconds, those of the processor (a busy machine does not change
    them), and the peak of its memory in MB. The needs are read before: every command does."""
    needs, files = build_index(), folder / "files"
    async with open_tables(f"sqlite:///{folder}/catalog.db") as database:
        if step == "change one":
            change_one(files)
        started, used = perf_counter(), process_time()
        if step == "check":
            assert not check_files(files, needs).findings
        elif step == "export":
            await exchange.export(database, folder / "out", needs, Side.DATABASE)
        elif step == "read by the models":
            await read_new_offerings(database)
        else:
            await exchange.apply(database, files, needs, clock.now(), author="benchmark")
        seconds, of_processor = perf_counter() - started, process_time() - used
    return seconds, of_processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def change_one(files: Path) -> None:
    """Let one file say something else."""
    file = files / "voorbeeld" / "offerings" / "slaap.yaml"
    file.write_text(file.read_text("utf-8").replace("gebouw B 1.12", "gebouw B 9.99"), "utf-8")


if __name__ == "__main__":
    main()
