"""What was checked too long ago: the national lines, since a wrong number can cost a life."""

from datetime import date

from signpost_bot.catalog.files import Folder
from signpost_bot.freshness import is_stale
from signpost_bot.model.finding import Finding
from signpost_bot.model.national import National


def list_stale(read: Folder, today: date) -> tuple[Finding, ...]:
    """A finding for every national line that was not checked for 90 days."""
    return tuple(
        Finding(
            spot=document.lines.spot(("lines", number, "checked_on")),
            key="files.line_stale",
            values=(("name", line.slug), ("checked_on", line.checked_on.isoformat())),
        )
        for document in read.documents
        if isinstance(document.content, National)
        for number, line in enumerate(document.content.lines)
        if is_stale(line, today)
    )
