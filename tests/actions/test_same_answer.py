"""The same text gives the same answer: twice, on both databases, after a restart (R3, R4)."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from talking import new_chat, opened_app, run

from signpost_bot.app import build_index
from signpost_bot.model.session import Reply

NOW = datetime(2026, 11, 23, 11, tzinfo=ZoneInfo("Europe/Amsterdam"))
SAID = (
    "ik slaap slecht en volgende week tentamens",
    "ik zit ergens mee",
    "kan ik ergens leren lassen?",
    "been here 2 months, still eat lunch alone",
    "online please",
    "iets anders",
    "mn hoofd zit vol 🙃",
    "geld op en huisbaas boos, en ik durf niet naar de les",
)


async def _talk(url: str | None, address: str) -> list[tuple[Reply, ...]]:
    async with opened_app(NOW, url) as app:
        chat = new_chat(app, NOW, address=address)
        return [tuple(await chat.say(text)) for text in SAID]


def test_a_restart_and_another_database_change_no_word(database_url: str) -> None:
    before = run(_talk(database_url, "a"))
    build_index.cache_clear()
    after = run(_talk(database_url, "b"))
    elsewhere = run(_talk(None, "a"))

    assert before == after
    assert before == elsewhere


def test_a_new_process_with_another_order_of_sets_gives_the_same_answers(
    database_url: str, tmp_path: Path
) -> None:
    rows = "".join(f"{json.dumps({'q': text})}\n" for text in SAID)
    (tmp_path / "questions.jsonl").write_text(rows, "utf-8")
    first, second = (_ask(database_url, tmp_path, seed) for seed in ("1", "2"))

    assert len(first) == len(SAID)
    assert first == second


def _ask(url: str, folder: Path, seed: str) -> list[dict[str, object]]:
    asked = ("--batch", "questions.jsonl", "--json", "--institution", "voorbeeld")
    done = subprocess.run(
        [sys.executable, "-m", "signpost_bot", "ask", *asked],
        capture_output=True,
        timeout=600,
        cwd=folder,
        env={
            "SIGNPOST_DATABASE_URL": url,
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "PYTHONHASHSEED": seed,
        },
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return [{key: row[key] for key in row if key != "milliseconds"} for row in answers]
