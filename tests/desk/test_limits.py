"""Tries to sign in: so many a window for each and for all, and one client keeps nobody out."""

from datetime import timedelta

import pytest
from desking import NOW
from starlette.requests import Request

from signpost_bot.desk.limits import Tries, client_of

WINDOW = timedelta(minutes=5)


def make_tries() -> Tries:
    return Tries(each=2, total=5, window=WINDOW)


def test_one_client_has_so_many_tries_in_a_window_and_then_starts_anew() -> None:
    tries = make_tries()

    assert [tries.take("one", NOW) for _ in range(3)] == [True, True, False]
    assert not tries.take("one", NOW + WINDOW - timedelta(seconds=1))
    assert tries.take("one", NOW + WINDOW)


def test_what_is_refused_counts_for_nobody_else() -> None:
    tries = make_tries()
    for _ in range(100):
        tries.take("one", NOW)

    assert tries.take("two", NOW)


def test_all_together_have_a_limit_and_no_more_is_remembered() -> None:
    tries = make_tries()

    assert sum(tries.take(f"client {number}", NOW) for number in range(100)) == 5
    assert len(tries.counted) == 6


def test_unknown_clients_share_only_the_limit_of_all() -> None:
    tries = make_tries()

    assert sum(tries.take("", NOW) for _ in range(100)) == 5


def test_a_clock_that_goes_back_locks_nobody_out() -> None:
    tries = make_tries()
    for _ in range(3):
        tries.take("one", NOW)

    assert tries.take("one", NOW - timedelta(days=1))


@pytest.mark.parametrize(
    ("said", "by_proxy", "client"),
    [
        ([], False, "10.0.0.1"),
        (["6.6.6.6"], False, "10.0.0.1"),
        ([], True, ""),
        (["6.6.6.6, 145.1.2.3"], True, "145.1.2.3"),
        (["6.6.6.6", "145.1.2.3"], True, "145.1.2.3"),
        (["x" * 500], True, "x" * 45),
    ],
)
def test_the_client_is_who_the_proxy_says_last(
    said: list[str], by_proxy: bool, client: str
) -> None:
    headers = [(b"x-forwarded-for", one.encode()) for one in said]
    request = Request({"type": "http", "headers": headers, "client": ("10.0.0.1", 1)})

    assert client_of(request, by_proxy=by_proxy) == client
