"""One campaign planned for a whole school, beside one APScheduler job each and a bare insert.

    PYTHONPATH=tests python benchmarks/planning.py [HOW_MANY [HOW_MANY_ON_POSTGRESQL]]

Ours is `plan_ahead` as the clock calls it: a real school with two yeses to the campaign, a circle
of three years in which one in twenty told none, at least ten of them, and who said yes. The floor
is `INSERT … SELECT` of the rows that came of it, with their keys, from a table that has none. A
job of APScheduler goes to its SQL job store as it comes, in a database of the same kind. Both
databases are as they come; the server syncs what it commits. Prints medians, the ratios, the bytes
that went to the log, and the peak of memory of a process that only opens the app and plans.
"""

import asyncio
import resource
import sqlite3
import sys
import tempfile
import time
import warnings
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TypeVar

import psycopg
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from postgres_server import create_database, running_server
from reached import EARLY
from real_school import make_real, say_yes
from sqlalchemy import Integer, String, case, cast, func, insert, literal, null, select, text
from talking import BOT

from signpost_bot.actions.planning import plan_ahead
from signpost_bot.app import App, open_app
from signpost_bot.model.campaign import CampaignState, Circle
from signpost_bot.model.consent import Consent
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.session import Channel
from signpost_bot.store import documents
from signpost_bot.store.database import Tx, parse_url
from signpost_bot.store.tables import consent, outbox, session, student

T = TypeVar("T")

OFFERINGS = Path(__file__).parent.parent / "offerings"
SCHOOL, CAMPAIGN = "voorbeeld", "tentamens"
SECRET = "a secret of the benchmark, made for it"
ROUNDS = 3
YEARS = 3
NONE_TOLD = 20
"""One student in so many told no year."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A database, and how to speak to it without ours: statements one by one, and what its log has
    grown to in bytes."""

    url: str
    execute: Callable[..., None]
    log_bytes: Callable[[], int]
    fresh: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Medians in seconds, bytes to the log, for how many students a row was planned, and the peak
    of memory in MB once that was done."""

    rows: int
    ours: float
    again: float
    floor: float
    ours_bytes: int
    floor_bytes: int
    peak: float


def sqlite_place(file: Path) -> Place:
    """A file; its log is the file beside it, as long as nobody moves it into the file."""

    def execute(*statements: str) -> None:
        connection = sqlite3.connect(file, isolation_level=None)
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return Place(
        url=f"sqlite:///{file}",
        execute=execute,
        log_bytes=lambda: Path(f"{file}-wal").stat().st_size,
        fresh=("DELETE FROM outbox", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"),
    )


def postgres_place(url: str) -> Place:
    """A database of a server; its log is that of the server."""

    def execute(*statements: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def log_bytes() -> int:
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT pg_current_wal_lsn() - '0/0'").fetchone()
        return int(row[0]) if row else 0

    return Place(
        url=url, execute=execute, log_bytes=log_bytes, fresh=("TRUNCATE outbox", "CHECKPOINT")
    )


def place_at(url: str) -> Place:
    """The place at this address."""
    if url.startswith("sqlite"):
        return sqlite_place(Path(url.removeprefix("sqlite:///")))
    return postgres_place(url)


def measure(url: str, count: int) -> Measured:
    """Each in a process of its own: filling a catalog takes more memory than planning."""
    for step in (prepare, plan_and_insert):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            found = pool.submit(run, step, url, count).result()
    assert isinstance(found, Measured)
    return found


def run(step: Callable[[str, int], Coroutine[None, None, T]], url: str, count: int) -> T:
    """One step, from its start to its end."""
    return asyncio.run(step(url, count))


async def prepare(url: str, count: int) -> None:
    """A school with so many students."""
    async with open_app(url, OFFERINGS, SECRET, EARLY) as app:
        await found_school(app)
        async with app.database.transaction() as tx:
            await enrol(tx, count)
    place_at(url).execute("ANALYZE")


async def plan_and_insert(url: str, count: int) -> Measured:
    """Plan so often, and the floor in turn with it."""
    place, rows = place_at(url), count - count // NONE_TOLD
    names = ", ".join(one.name for one in outbox.columns if one.name != "id")
    copied = text(f"INSERT INTO outbox ({names}) SELECT {names} FROM planned")
    async with open_app(url, OFFERINGS, SECRET, EARLY) as app:

        async def plan() -> int:
            return await plan_ahead(app.database, app.catalogs, BOT, EARLY)

        async def bare() -> int:
            async with app.database.transaction() as tx:
                done = await tx.execute(copied.execution_options(preserve_rowcount=True))
            return done.rowcount

        # Reads the catalogs, as a program that runs has done long ago.
        assert await plan() == rows
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        place.execute("CREATE TABLE planned AS SELECT * FROM outbox", "ANALYZE")
        ours, again, floor = [], [], []
        for _ in range(ROUNDS):
            place.execute(*place.fresh)
            ours.append(await timed(plan, rows))
            again.append(await timed(plan, 0))
            place.execute(*place.fresh)
            floor.append(await timed(bare, rows))
        return Measured(
            rows=rows,
            ours=median(ours),
            again=median(again),
            floor=median(floor),
            ours_bytes=await weighed(place, app, plan),
            floor_bytes=await weighed(place, app, bare),
            peak=peak,
        )


async def found_school(app: App) -> None:
    """A real school whose campaign before the exams is for its years, with two yeses."""
    await make_real(app)
    async with app.database.transaction() as tx:
        campaign = (await app.catalogs.load(tx, SCHOOL)).campaign(CAMPAIGN)
        assert campaign
        circle = Circle(years=tuple(range(1, YEARS + 1)))
        content = campaign.model_copy(update={"circle": circle, "state": CampaignState.RUNNING})
        key = DocumentKey(institution=SCHOOL, kind=DocumentKind.CAMPAIGN, slug=CAMPAIGN)
        await documents.add_revision(tx, key, content, author="Wim", note="", now=EARLY)
    await say_yes(app, "Wim", "Noor", slug=CAMPAIGN)


async def enrol(tx: Tx, count: int) -> None:
    """So many students who said yes, made in the database: this process does not hold them."""
    first = select(literal(1, Integer).label("number")).cte(recursive=True)
    numbers = first.union_all(select(first.c.number + 1).where(first.c.number < count))
    if tx.dialect.name == "postgresql":
        new_id = func.gen_random_uuid()
    else:
        new_id = func.lower(func.hex(func.randomblob(16)))
    people = {
        "id": new_id,
        "channel": literal(Channel.TELEGRAM.value),
        "address_hash": literal("0" * 56) + cast(numbers.c.number + 10**7, String),
        "address": literal(b"sealed" * 20, student.c.address.type),
        "bot_id": literal(BOT),
        "created_on": literal(EARLY.date()),
    }
    await tx.execute(insert(student).from_select([*people], select(*people.values())))
    number = cast(func.substr(student.c.address_hash, 58), Integer)
    talks = {
        "student_id": student.c.id,
        "institution": literal(SCHOOL),
        "language": literal("nl"),
        "step": literal("open"),
        **dict.fromkeys(("shown", "seen", "needs"), literal("")),
        "year": case((number % NONE_TOLD == 0, null()), else_=number % YEARS + 1),
    }
    await tx.execute(insert(session).from_select([*talks], select(*talks.values())))
    yes = {
        "student_id": student.c.id,
        "kind": literal(Consent.MESSAGES.value),
        "given_at": literal(EARLY, consent.c.given_at.type),
    }
    await tx.execute(insert(consent).from_select([*yes], select(*yes.values())))


async def timed(work: Callable[[], Awaitable[int]], rows: int) -> float:
    """Seconds of it; it adds so many rows."""
    began = time.perf_counter()
    added = await work()
    seconds = time.perf_counter() - began
    assert added == rows, f"{added} rows, not {rows}"
    return seconds


async def weighed(place: Place, app: App, work: Callable[[], Awaitable[int]]) -> int:
    """The bytes it writes to the log; not timed, for SQLite must not empty its log meanwhile."""
    if place.url.startswith("sqlite"):
        async with app.database.transaction() as tx:
            await tx.exec_driver_sql("PRAGMA wal_autocheckpoint=0")
    place.execute(*place.fresh)
    before = place.log_bytes()
    await work()
    return place.log_bytes() - before


def job(_number: int) -> None:
    """What APScheduler calls; nothing."""


def add_jobs(store: SQLAlchemyJobStore, count: int) -> float:
    """Seconds to add a job for each student."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scheduler = BackgroundScheduler(jobstores={"default": store}, timezone="UTC")
        scheduler.start(paused=True)
        at = EARLY + timedelta(days=3)
        began = time.perf_counter()
        for number in range(count):
            scheduler.add_job(job, "date", run_date=at, args=(number,), misfire_grace_time=None)
        seconds = time.perf_counter() - began
        scheduler.shutdown()
    return seconds


def jobs_in_sqlite(file: Path, count: int) -> tuple[float, int]:
    """Seconds as it comes, without a log; then the bytes with a log that is kept and not synced."""
    seconds = add_jobs(SQLAlchemyJobStore(url=f"sqlite:///{file}"), count)
    place = sqlite_place(file.with_name("weighed.db"))
    place.execute("PRAGMA journal_mode=WAL")
    # A connection that stays: the last one that goes takes the log with it.
    stays = sqlite3.connect(file.with_name("weighed.db"))
    stays.execute("SELECT count(*) FROM sqlite_master").fetchone()
    store = SQLAlchemyJobStore(url=place.url)
    with store.engine.connect() as one:
        raw = one.connection.cursor()
        raw.execute("PRAGMA wal_autocheckpoint=0")
        raw.execute("PRAGMA synchronous=OFF")
    add_jobs(store, count)
    weight = place.log_bytes()
    stays.close()
    return seconds, weight


def jobs_in_postgres(url: str, count: int) -> tuple[float, int]:
    """Seconds and bytes to the log of the server."""
    place = postgres_place(url)
    address = parse_url(url).render_as_string(hide_password=False)
    store = SQLAlchemyJobStore(url=address)
    before = place.log_bytes()
    return add_jobs(store, count), place.log_bytes() - before


def report(name: str, found: Measured) -> None:
    """Our figures and the floor's."""
    print(
        f"{name}: {found.rows} planned in {found.ours:.2f} s (bare insert {found.floor:.2f} s), "
        f"again {found.again:.3f} s; log {found.ours_bytes / 1e6:.1f} MB "
        f"(bare {found.floor_bytes / 1e6:.1f} MB)\n"
        f"  ours / bare insert: {found.ours / found.floor:.2f}x in time, "
        f"{found.ours_bytes / found.floor_bytes:.2f}x in log; peak {found.peak:.0f} MB",
        flush=True,
    )


def compare(name: str, found: Measured, jobs: tuple[float, int]) -> None:
    """The ratios to APScheduler."""
    seconds, weight = jobs
    print(
        f"{name}: {found.rows} jobs of APScheduler in {seconds:.1f} s, log {weight / 1e6:.1f} MB\n"
        f"  APScheduler / ours: {seconds / found.ours:.0f}x in time, "
        f"{weight / found.ours_bytes:.1f}x in log",
        flush=True,
    )


def main() -> None:
    """Ours and the floor, then APScheduler."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 34_000
    many = int(sys.argv[2]) if len(sys.argv) > 2 else 1_200_000
    with tempfile.TemporaryDirectory() as folder, running_server(is_safe=True) as server:
        in_file = measure(f"sqlite:///{folder}/ours.db", count)
        report("SQLite", in_file)
        in_server = measure(create_database(server, "ours"), count)
        report("PostgreSQL", in_server)
        report("PostgreSQL", measure(create_database(server, "many"), many))
        compare("SQLite", in_file, jobs_in_sqlite(Path(folder) / "jobs.db", in_file.rows))
        jobs = jobs_in_postgres(create_database(server, "jobs"), in_server.rows)
        compare("PostgreSQL", in_server, jobs)


if __name__ == "__main__":
    main()
