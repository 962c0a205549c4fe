"""What each command does, with the parts that `app` builds."""

import json
import secrets
import sys
import tempfile
from argparse import Namespace
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TextIO

from signpost_bot import clock
from signpost_bot.actions.catalog import check_files
from signpost_bot.actions.conversation import collect_due, handle
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import App, build_index, open_app
from signpost_bot.catalog.freshness import list_stale
from signpost_bot.catalog.lint import lint
from signpost_bot.catalog.report import read_accounting
from signpost_bot.channels.terminal import prompt
from signpost_bot.channels.terminal.asking import (
    Question,
    answer_question,
    only_alarm,
    read_question,
)
from signpost_bot.channels.terminal.inbound import Line
from signpost_bot.channels.terminal.render import LETTERS, to_lines
from signpost_bot.conversation import outcome
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.turn import take_turn
from signpost_bot.meaning.vectors import Embed, embed_one, no_vector
from signpost_bot.model.finding import Finding, Level
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Incoming, Reply
from signpost_bot.model.student import View
from signpost_bot.safety.guard import read_text, respond
from signpost_bot.settings import load_settings
from signpost_bot.store import schema
from signpost_bot.store.database import open_database
from signpost_bot.texts import say

DEMO = Path(".demo")


async def demo(given: Namespace) -> int:
    """A chat with `voorbeeld` on a database in `.demo/`, brought up to date with the files."""
    settings = load_settings()
    url = _demo_url()
    async with open_app(url, settings.offerings, None, clock.now(), refill=True) as app:
        await _talk(app, "voorbeeld", given.language, as_json=False)
    return 0


async def chat(given: Namespace) -> int:
    """A chat as a new student, on a database that is gone afterwards."""
    settings = load_settings()
    with tempfile.TemporaryDirectory(prefix="signpost-") as folder:
        url = f"sqlite:///{folder}/chat.db"
        async with open_app(url, settings.offerings, None, clock.now()) as app:
            await _check_institution(app, given.institution)
            await _talk(app, given.institution, given.language, as_json=given.json)
    return 0


async def with_bot(given: Namespace) -> int:
    """`run`, `plan` and `deliver`: with the Telegram library, which only they need to wait for."""
    from signpost_bot import serving

    command: Callable[[Namespace], Awaitable[int]] = getattr(serving, given.name)
    return await command(given)


async def with_learning(given: Namespace) -> int:
    """`answering train` and `evaluate`: nobody else needs to wait for them."""
    from signpost_bot import learning

    command: Callable[[Namespace], Awaitable[int]] = getattr(learning, given.name)
    return await command(given)


async def upgrade(_: Namespace) -> int:
    """Bring the database to the version of this program."""
    database = open_database(load_settings().database_url)
    try:
        before = await schema.load_version(database)
        await schema.migrate(database)
        after = await schema.load_version(database)
    finally:
        await database.close()
    print(f"the database has version {after}" + (" already" if before == after else ""))
    return 0


async def ask(given: Namespace) -> int:
    """Answer one question or a file of them, in one process."""
    if given.batch:
        with given.batch.open(encoding="utf-8-sig", errors="replace") as file:
            rows = [(number, row) for number, row in enumerate(file, start=1) if row.strip()]
        questions = [read_question(row, number) for number, row in rows]
    else:
        questions = [Question(q=_clean(given.text), lang=given.language)]
    good = [question for question in questions if isinstance(question, Question)]
    for sentence in (question for question in questions if isinstance(question, str)):
        print(f"signpost-bot: {given.batch}: {sentence}", file=sys.stderr)
    try:
        await _answer_all(given, good)
    except Exception:
        _say_danger(given, good)
        raise
    return 2 if len(good) < len(questions) else 0


async def check_catalog(given: Namespace) -> int:
    """Print every error, and advice when it is asked for; 1 when there are errors."""
    folder, now = given.folder or load_settings().offerings, clock.now()
    needs = build_index()
    read = check_files(folder, needs)
    accounting = read_accounting(folder, read, frozenset(need.slug for need in needs.needs))
    stale = list_stale(read, now.date())
    findings = (*read.findings, *accounting.findings, *stale, *lint(read, now))
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    advice = [finding for finding in findings if finding.level is Level.ADVICE]
    print_findings(errors, given.language, sys.stdout)
    if given.advice:
        print_advice(advice, given.language, sys.stdout)
    elif advice:
        print(say("lint.hidden", given.language, advice=len(advice)))
    if errors:
        return 1
    documents, templates = len(read.documents), len(accounting.templates)
    print(say("files.all_good", given.language, documents=documents, templates=templates))
    return 0


def print_findings(findings: Sequence[Finding], language: Language, out: TextIO) -> None:
    """`file:line:col: sentence`, one a line, and how many there are."""
    for finding in findings:
        print(_sentence(finding, "", language), file=out)
    if findings:
        print(say("files.count", language, findings=len(findings)), file=out)


def print_advice(findings: Sequence[Finding], language: Language, out: TextIO) -> None:
    """The same, with "advice" before each sentence."""
    for finding in findings:
        print(_sentence(finding, say("lint.advice", language), language), file=out)
    if findings:
        print(say("lint.count", language, advice=len(findings)), file=out)


def _sentence(finding: Finding, before: str, language: Language) -> str:
    spot, sentence = finding.spot, say(finding.key, language, **dict(finding.values))
    return f"{spot.file}:{spot.line}:{spot.column}: {before}{sentence}"


async def _answer_all(given: Namespace, questions: Sequence[Question]) -> None:
    settings = load_settings()
    secret = settings.secret_key.get_secret_value() if settings.secret_key else None
    async with open_app(settings.database_url, settings.offerings, secret, clock.now()) as app:
        async with app.database.transaction() as tx:
            catalog = await app.catalogs.load(tx, given.institution)
        embed = choose_embed(given)
        embed("")  # the models are read once, and no question waits for that
        for question in questions:
            if given.json or given.batch:
                print(
                    json.dumps(
                        answer_question(question.q, question.lang, catalog, clock.now(), embed)
                    )
                )
            else:
                print(await _answer_once(app, catalog, question, embed))


def choose_embed(given: Namespace) -> Embed:
    """The models, unless the call was made with `--no-model`."""
    return no_vector if given.no_model else embed_one


async def _answer_once(app: App, catalog: IndexedCatalog, question: Question, embed: Embed) -> str:
    """One question as a talk of one turn would answer it; nothing of it is written down."""
    now = clock.now()

    async def take(incoming: Incoming) -> Sequence[Reply]:
        turn = take_turn(View(session=None), incoming, catalog, now)
        scene = Scene(
            session=turn.session, visits=(), catalog=catalog, channel=incoming.channel, now=now
        )
        # What can be typed asks the database one thing only: to forget, and nothing is kept.
        return turn.replies or (outcome.forgotten(scene),)

    letters = iter(LETTERS)
    incoming = read_text(question.q, Channel.TERMINAL, question.lang, embed)
    shown = await respond(incoming, take, lambda r: to_lines(r, letters), str, app.spare)
    return "\n\n".join(shown)


def _say_danger(given: Namespace, questions: Sequence[Question]) -> None:
    """When nothing can be opened: danger is still recognised, and the numbers are said."""
    for question in questions:
        row = only_alarm(question.q, question.lang)
        if row["alarm"] and (given.json or given.batch):
            print(json.dumps(row))
        elif row["alarm"]:
            print(say("trouble.numbers", question.lang))


def _line(app: App, institution: str, language: Language | None) -> Line:
    """A new student at a terminal, with a clock that can be moved."""
    talk = app.talk(Channel.TERMINAL, secrets.token_hex(16), institution)
    passed = timedelta(0)

    async def take(incoming: Incoming) -> Sequence[Reply]:
        return await handle(talk, incoming, clock.now() + passed)

    async def wait(length: timedelta) -> Sequence[Reply]:
        nonlocal passed
        due = await collect_due(talk, clock.now() + passed + length)
        passed += length
        return due

    return Line(handle=take, collect_due=wait, spare=app.spare, language=language)


async def _check_institution(app: App, institution: str) -> None:
    async with app.database.transaction() as tx:
        await app.catalogs.load(tx, institution)


async def _talk(app: App, institution: str, language: Language | None, *, as_json: bool) -> None:
    line = _line(app, institution, language)
    if as_json:
        await prompt.talk_json(line, prompt.open_input(), sys.stdout)
    elif sys.stdin.isatty() and sys.stdout.isatty():
        await prompt.talk_prompt(line, sys.stdout)
    else:
        await prompt.talk_lines(line, prompt.open_input(), sys.stdout)


def _demo_url() -> str:
    DEMO.mkdir(exist_ok=True)
    return f"sqlite:///{DEMO / 'signpost.db'}"


def _clean(text: str) -> str:
    """Arguments that are no UTF-8 arrive with lone surrogates; keep what can be read."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
