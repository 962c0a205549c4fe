"""What each command does, with the parts that `app` builds."""

import json
import sys
import tempfile
from argparse import Namespace
from collections.abc import Awaitable, Callable, Sequence

from signpost_bot import clock
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import App, open_app
from signpost_bot.channels.terminal.asking import (
    Question,
    answer_question,
    only_alarm,
    read_question,
)
from signpost_bot.channels.terminal.render import LETTERS, to_lines
from signpost_bot.clock import MovableClock
from signpost_bot.conversation import outcome
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.turn import take_turn
from signpost_bot.meaning.vectors import Embed, embed_one, no_vector
from signpost_bot.model.session import Channel, Incoming, Reply
from signpost_bot.model.student import View
from signpost_bot.safety.guard import read_text, respond
from signpost_bot.settings import load_settings
from signpost_bot.store import schema
from signpost_bot.store.database import open_database
from signpost_bot.terminal_talk import open_line, talk
from signpost_bot.texts import say


async def chat(given: Namespace) -> int:
    """A chat as a new student, on a database that is gone afterwards."""
    settings = load_settings()
    with tempfile.TemporaryDirectory(prefix="signpost-") as folder:
        url = f"sqlite:///{folder}/chat.db"
        async with open_app(url, settings.offerings, None, clock.now()) as app:
            await _check_institution(app, given.institution)
            line = open_line(app, given.institution, given.language, MovableClock())
            await talk(line, as_json=given.json)
    return 0


async def with_bot(given: Namespace) -> int:
    """`run`, `plan` and `deliver`: with the Telegram library, which only they need to wait for."""
    from signpost_bot import serving

    command: Callable[[Namespace], Awaitable[int]] = getattr(serving, given.name)
    return await command(given)


async def with_pages(given: Namespace) -> int:
    """`demo`: with the pages beside the chat, which only it needs to wait for."""
    from signpost_bot import demo

    return await demo.demo(given)


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


async def _check_institution(app: App, institution: str) -> None:
    async with app.database.transaction() as tx:
        await app.catalogs.load(tx, institution)


def _clean(text: str) -> str:
    """Arguments that are no UTF-8 arrive with lone surrogates; keep what can be read."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
