"""A sheet as rows of text, whatever program wrote it; or why it cannot be read."""

import zipfile
from io import BytesIO
from pathlib import Path

from signpost_bot.catalog.sheet_csv import read_csv
from signpost_bot.catalog.sheet_excel import read_excel
from signpost_bot.catalog.sheet_table import Table, sheet_finding
from signpost_bot.model.finding import Finding

MAX_BYTES = 5_000_000
MAX_UNPACKED = 40_000_000
"""A sheet of 5,000 full rows unpacks to about half of this."""
MAX_PARTS = 500
_CHUNK = 1 << 16

OTHER_PROGRAMS = {
    b"\xd0\xcf\x11\xe0": "sheet.old_or_locked",
    b"%PDF": "sheet.pdf",
    b"{\\rtf": "sheet.no_sheet",
    b"\x89PNG": "sheet.no_sheet",
    b"\xff\xd8\xff": "sheet.no_sheet",
}
"""How a file begins that is no sheet; a password makes an old-fashioned file of a new one."""


def read_sheet(file: Path) -> Table:
    """The rows of the sheet with offerings. What it is, the file says itself: names lie."""
    try:
        if file.stat().st_size > MAX_BYTES:
            return _too_big(file)
        content = file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _refused(sheet_finding(file, "files.unreadable", reason=reason))
    return parse_sheet(file, content)


def parse_sheet(file: Path, content: bytes) -> Table:
    """The same for what is already read."""
    if len(content) > MAX_BYTES:
        return _too_big(file)
    for start, key in OTHER_PROGRAMS.items():
        if content.startswith(start):
            return _refused(sheet_finding(file, key))
    if content.startswith(b"PK"):
        wrong = _look_inside(file, content)
        return _refused(wrong) if wrong else read_excel(file, content)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        return _refused(sheet_finding(file, "sheet.web_page"))
    return read_csv(file, content)


def _too_big(file: Path) -> Table:
    megabytes = str(MAX_BYTES // 1_000_000)
    return _refused(sheet_finding(file, "sheet.too_big", megabytes=megabytes))


def _look_inside(file: Path, content: bytes) -> Finding | None:
    """What is wrong with the package, before anything in it is parsed."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return _look_at(file, package)
    # A damaged or encrypted package has more ways to fail than its library names.
    except Exception:
        return sheet_finding(file, "sheet.broken")


def _look_at(file: Path, package: zipfile.ZipFile) -> Finding | None:
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        return sheet_finding(file, "sheet.too_big_inside")
    if "xl/workbook.xml" not in (names := {part.filename for part in parts}):
        is_other = "mimetype" in names or any(name.startswith("xl/") for name in names)
        return sheet_finding(file, "sheet.other_sheet" if is_other else "sheet.no_sheet")
    read = 0
    for part in parts:
        # The sizes above are only what the package says of itself.
        with package.open(part) as stream:
            before = b""
            while chunk := stream.read(_CHUNK):
                read += len(chunk)
                if read > MAX_UNPACKED:
                    return sheet_finding(file, "sheet.too_big_inside")
                # No program that makes sheets writes these; they can make a little text endless.
                if part.filename.endswith((".xml", ".rels")) and _defines(before[-16:] + chunk):
                    return sheet_finding(file, "sheet.broken")
                before = chunk
    return None


def _defines(xml: bytes) -> bool:
    plain = xml.replace(b"\0", b"").upper()
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _refused(finding: Finding) -> Table:
    return Table(file=finding.spot.file, findings=(finding,))
