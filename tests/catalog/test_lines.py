"""One file as text with line and column, or the one finding that stops it from being read."""

import subprocess
import sys
from pathlib import Path

import pytest

from signpost_bot.catalog.lines import MAX_BYTES, MAX_DEPTH, Lines, read_lines
from signpost_bot.model.finding import Finding, Spot


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "huiskamer.yaml"


def read(file: Path, content: str | bytes) -> Lines:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    lines = read_lines(file)
    assert isinstance(lines, Lines), lines
    return lines


def refuse(file: Path, content: str | bytes) -> tuple[int, int, str]:
    """Line, column and key of the finding."""
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    found = read_lines(file)
    assert isinstance(found, Finding), found
    return (found.spot.line, found.spot.column, found.key)


def test_every_value_stays_the_text_that_was_written(file: Path) -> None:
    lines = read(
        file, "a: 12:00\nb: no\nc: 0800-2000\nd: 2026-11-24\ne: 010\nf: null\ng: ~\nh: 1e3\n"
    )

    assert lines.values == {
        "a": "12:00",
        "b": "no",
        "c": "0800-2000",
        "d": "2026-11-24",
        "e": "010",
        "f": "null",
        "g": "~",
        "h": "1e3",
    }


def test_a_key_that_looks_like_a_number_or_a_bool_is_text(file: Path) -> None:
    assert read(file, "112: a\nno: b\n").values == {"112": "a", "no": "b"}


def test_a_file_that_is_a_list_or_one_word_is_read_as_such(file: Path) -> None:
    assert read(file, "- a\n- b\n").values == ["a", "b"]
    assert read(file, "hallo").values == "hallo"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_editors_may_differ(file: Path, mark: bytes, end: str) -> None:
    lines = read(file, mark + f"title:{end}  nl: Café{end}".encode())

    assert lines.values == {"title": {"nl": "Café"}}
    assert lines.spot(("title", "nl")) == Spot(file=file, line=2, column=7)


@pytest.mark.parametrize(
    ("where", "line", "column"),
    [
        ((), 1, 1),
        (("title", "nl"), 2, 7),
        (("title", "nl", "#key"), 2, 3),
        (("title", "fr"), 2, 3),  # not there: the nearest thing around it
        (("moments", 1, "start"), 5, 12),
        (("moments", 1, "end"), 5, 4),
        (("needs",), 3, 8),
        (("needs", 1), 3, 15),
        (("nowhere", "at", "all"), 1, 1),
    ],
)
def test_a_spot_is_where_the_value_stands(
    file: Path, where: tuple[str | int, ...], line: int, column: int
) -> None:
    text = "title:\n  nl: Huiskamer\nneeds: [talk, fun]\nmoments: [{start: a},\n   {start: b}]\n"

    assert read(file, text).spot(where) == Spot(file=file, line=line, column=column)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("", (1, 1, "files.empty"), id="empty"),
        pytest.param("# later\n\n", (1, 1, "files.empty"), id="only a comment"),
        pytest.param(b"\xef\xbb\xbf", (1, 1, "files.empty"), id="only a byte order mark"),
        pytest.param("a: caf\xe9".encode("latin-1"), (1, 1, "files.not_utf8"), id="latin-1"),
        pytest.param("a: b".encode("utf-16"), (1, 1, "files.not_utf8"), id="utf-16"),
        pytest.param("a: b\x00", (1, 5, "files.odd_character"), id="NUL byte"),
        pytest.param("a: \x07", (1, 4, "files.odd_character"), id="bell"),
        pytest.param("a: 1\nb: 2\na: 3\n", (3, 1, "files.double_key"), id="double key"),
        pytest.param("t:\n  a: 1\n  a: 2\n", (3, 3, "files.double_key"), id="double inner key"),
        pytest.param("a: [1, 2\nb: 3\n", (1, 1, "files.not_yaml"), id="list left open"),
        pytest.param("a: 'b\n", (1, 1, "files.not_yaml"), id="quote left open"),
        pytest.param("a: b: c\n", (1, 5, "files.not_yaml"), id="colon in a value"),
        pytest.param("a: 1\n---\nb: 2\n", (2, 1, "files.one_per_file"), id="two documents"),
        pytest.param("a: *b\n", (1, 4, "files.alias"), id="alias of nothing"),
        pytest.param("a: [&b [*b]]\n", (1, 5, "files.sign"), id="contains itself"),
        pytest.param("a: &Come in\n", (1, 4, "files.sign"), id="an anchor hides a word"),
        pytest.param("a: !Come in\n", (1, 4, "files.sign"), id="a tag hides a word"),
        pytest.param("- a:\n #b:\n    c: 1\n    c: 2\n", (4, 5, "files.double_key"), id="far"),
        pytest.param("a:\n  c: 1\n #b:\n  c: 2\n", (3, 1, "files.hidden_key"), id="hidden"),
    ],
)
def test_a_file_that_cannot_be_read_gives_one_finding(
    file: Path, content: str | bytes, expected: tuple[int, int, str]
) -> None:
    assert refuse(file, content) == expected


def test_the_size_is_limited(file: Path) -> None:
    read(file, b"a: " + b"x" * (MAX_BYTES - 3))

    assert refuse(file, b"a: " + b"x" * (MAX_BYTES - 2)) == (1, 1, "files.too_big")


def test_the_depth_is_limited(file: Path) -> None:
    read(file, "[" * MAX_DEPTH + "]" * MAX_DEPTH)

    assert refuse(file, "[" * 30 + "]" * 30) == (1, 1, "files.too_deep")
    assert refuse(file, "- " * 5000 + "x") == (1, 1, "files.too_deep")


def test_a_file_that_is_no_file_gives_a_finding(tmp_path: Path) -> None:
    folder, link = tmp_path / "folder.yaml", tmp_path / "link.yaml"
    folder.mkdir()
    link.symlink_to(tmp_path / "gone.yaml")

    found = [read_lines(folder), read_lines(link)]

    assert found == [
        Finding(spot=Spot(file=at), key="files.unreadable", values=(("reason", reason),))
        for at, reason in [(folder, "Is a directory"), (link, "No such file or directory")]
    ]


def test_nothing_in_a_file_is_ever_run(file: Path) -> None:
    content = "a: !!python/object/apply:os.system [exit]\n"

    assert refuse(file, content) == (1, 4, "files.sign")


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [("title:\n\tnl: a\n", 2, 1), ("title:\n  nl: a\n\ten: b\n", 3, 1), ("\ta: b\n", 1, 1)],
)
def test_a_tab_is_named(file: Path, content: str, line: int, column: int) -> None:
    assert refuse(file, content) == (line, column, "files.tab")


def test_depth_cannot_bring_the_process_down(file: Path) -> None:
    file.write_text("[" * 100_000 + "]" * 100_000)
    code = "import sys, pathlib; from signpost_bot.catalog.lines import read_lines as read;"
    code += "print(read(pathlib.Path(sys.argv[1])).key)"

    done = subprocess.run([sys.executable, "-c", code, file], capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (0, "files.too_deep\n")


def test_aliases_cannot_blow_a_file_up(file: Path) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 5)]

    assert refuse(file, "\n".join(rows))
