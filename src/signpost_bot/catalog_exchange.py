"""The commands that bring files into the database and out of it, and step back in it."""

import shlex
import sys
from argparse import Namespace
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path
from typing import Any, TextIO

from signpost_bot import clock
from signpost_bot.actions import exchange, revisions
from signpost_bot.actions.revisions import CannotUndo, NotOne
from signpost_bot.app import build_index
from signpost_bot.campaigns.moving import say_moved
from signpost_bot.catalog.comparing import Comparison, Pair, Side
from signpost_bot.catalog.files import FileDocument, path_of
from signpost_bot.catalog.read_back import School, school_of
from signpost_bot.catalog.writing import rewrite
from signpost_bot.catalog_options import (
    FAILED,
    MISUSED,
    OK,
    TIME,
    add_command,
    author_of,
    open_catalog,
    read_new,
    say_count,
    say_saved,
    say_unknown_owners,
)
from signpost_bot.model.document import DocumentKey
from signpost_bot.model.language import Document, Language
from signpost_bot.settings import load_settings
from signpost_bot.texts import say


def add_to(kinds: Any) -> None:
    """The commands and their options, beside the others of `catalog`."""
    diff = add_command(
        kinds, "diff", diff_catalog, "what the files say otherwise than the database"
    )
    apply = add_command(
        kinds, "apply", apply_catalog, "save the files in the database, all or nothing"
    )
    export = add_command(kinds, "export", export_catalog, "write the database to the files")
    for one in (diff, apply, export):
        one.add_argument("folder", nargs="?", type=Path, metavar="DIR")
    for one in (apply, export):
        help = "which side counts where both were changed"
        one.add_argument("--take", type=Side, choices=list(Side), help=help)
    apply.add_argument("--dry-run", action="store_true", help="only say what would be saved")
    apply.add_argument("--no-model", action="store_true", help="leave new texts for `run` to read")
    history = add_command(kinds, "history", show_history, "the revisions of one document")
    undo = add_command(kinds, "undo", undo_revision, "back to the revision before, as a new one")
    undo.add_argument("--to", type=int, metavar="REVISION", help="back to this one")
    for one in (history, undo):
        one.add_argument("slug", metavar="SLUG", help="a slug, or SCHOOL/SLUG")
    for one in (apply, undo):
        one.add_argument("--author", default=None, help="who does this; your login name")


async def diff_catalog(given: Namespace) -> int:
    """Print what `apply` would change, line by line."""
    async with open_catalog() as database:
        found = await exchange.diff(database, _folder(given), build_index())
    for pair in (*found.changed, *found.unseen):
        print(f"{'~' if pair.saved else '+'} {path_of(pair.file.key)}")
        print(_lines(pair), end="")
    _say_newer("exchange.unseen", found.unseen, given, sys.stdout)
    _say_newer("exchange.behind", found.behind, given, sys.stdout)
    _say_only_saved(found, given.language)
    say_count(len(found.changed) + len(found.unseen), given.language)
    return OK


async def apply_catalog(given: Namespace) -> int:
    """Save what the files changed; 1 when it was refused."""
    now = clock.now()
    async with open_catalog() as database:
        done = await exchange.apply(
            database,
            _folder(given),
            build_index(),
            now,
            author=author_of(given),
            take=given.take,
            is_dry=given.dry_run,
        )
        if done.is_refused:
            _say_newer("exchange.unseen", done.found.unseen, given, sys.stderr)
            sentence = say("exchange.apply_refused", given.language, folder=_typed_folder(given))
            print(sentence, file=sys.stderr)
            if given.dry_run:
                say_count(len(done.saved), given.language)
            return FAILED
        say_saved(done.saved, done.found, _name_of, _schools(done.found), now, given.language)
        for moved in done.moved:
            print(say_moved(moved, given.language))
        say_unknown_owners(done.unknown_owners, given.language)
        _say_newer("exchange.behind", done.found.behind, given, sys.stdout)
        _say_only_saved(done.found, given.language)
        say_count(len(done.saved), given.language)
        if done.saved and not given.dry_run and not given.no_model:
            await read_new(database, given.language)
    return OK


async def export_catalog(given: Namespace) -> int:
    """Write the files; 1 when it would run over what was never saved."""
    async with open_catalog() as database:
        done = await exchange.export(database, _folder(given), build_index(), given.take)
    for key in done.written:
        print(f"~ {path_of(key)}")
    if done.is_refused:
        _say_paths("exchange.unsaved", done.unsaved, given.language, sys.stderr)
        sentence = say("exchange.export_refused", given.language, folder=_typed_folder(given))
        print(sentence, file=sys.stderr)
        return FAILED
    say_count(len(done.written), given.language)
    return OK


async def show_history(given: Namespace) -> int:
    """One line for each revision, the newest first."""
    try:
        async with open_catalog() as database:
            old = await revisions.list_history(database, given.slug)
    except NotOne as error:
        return _say_not_one(error, given.language)
    for before, one in reversed(list(zip([None, *old], old, strict=False))):
        fields = ", ".join(revisions.changed_fields(before, one)) if before else ""
        print(f"{one.number:4}  {one.saved_at:{TIME}}  {one.author}  {one.note}  {fields}".rstrip())
    return OK


async def undo_revision(given: Namespace) -> int:
    """Save an earlier revision once more."""
    try:
        async with open_catalog() as database:
            done = await revisions.undo(
                database, given.slug, clock.now(), author=author_of(given), to=given.to
            )
    except NotOne as error:
        return _say_not_one(error, given.language)
    except CannotUndo as error:
        sentence = say(error.key, given.language, number=error.number)
        print(f"signpost-bot: {sentence}", file=sys.stderr)
        return FAILED
    values = {"name": done.path, "number": done.number, "as_in": done.as_in}
    print(say("exchange.undone", given.language, **values))
    return OK


def _folder(given: Namespace) -> Path:
    folder: Path = given.folder or load_settings().offerings
    return folder


def _typed_folder(given: Namespace) -> str:
    """The folder as it was typed, to go behind a command in a sentence."""
    return f" {shlex.quote(str(given.folder))}" if given.folder else ""


def _schools(found: Comparison[FileDocument]) -> dict[str, School]:
    """Each institution of the files, by slug."""
    contents: dict[str, list[Document]] = {}
    for pair in (*found.same, *found.changed, *found.unseen, *found.behind):
        contents.setdefault(pair.file.key.institution, []).append(pair.file.content)
    return {slug: school for slug, all in contents.items() if (school := school_of(all))}


def _lines(pair: Pair[FileDocument]) -> str:
    """The lines of the file that `apply` would change, without what merely looks different."""
    if pair.saved is None:
        return ""
    text = pair.file.lines.text
    saved = rewrite(text, pair.file.content, pair.saved.content)
    lines = unified_diff(saved.splitlines(), text.splitlines(), lineterm="", n=1)
    return "".join(f"    {line}\n" for line in list(lines)[2:])


def _say_paths(key: str, keys: Iterable[DocumentKey], language: Language, out: TextIO) -> None:
    for one in keys:
        print(say(key, language, name=path_of(one)), file=out)


def _name_of(file: FileDocument) -> object:
    return path_of(file.key)


def _say_newer(
    key: str, newer: Iterable[Pair[FileDocument]], given: Namespace, out: TextIO
) -> None:
    """A line for each document that somebody saved since these files were made."""
    for pair in newer:
        if pair.saved:
            values = {
                "name": path_of(pair.file.key),
                "number": pair.saved.number,
                "author": pair.saved.author,
                "saved_at": f"{pair.saved.saved_at:{TIME}}",
                "folder": _typed_folder(given),
            }
            print(say(key, given.language, **values), file=out)


def _say_only_saved(found: Comparison[FileDocument], language: Language) -> None:
    _say_paths("exchange.only_saved", found.only_saved, language, sys.stdout)


def _say_not_one(error: NotOne, language: Language) -> int:
    names = ", ".join(str(path.with_suffix("")) for path in error.paths)
    key = "exchange.several" if names else "exchange.none"
    print(f"signpost-bot: {say(key, language, name=error.name, names=names)}", file=sys.stderr)
    return MISUSED
