"""Who a provider says somebody is: an employee, with a name of the institution that says so."""

import pytest

from signpost_bot.desk.claims import NotIn, read_login
from signpost_bot.desk.provider import Provider

PROVIDER = Provider(
    issuer="https://x.example",
    client_id="us",
    client_secret="hunter2",
    login_claim="uids",
    organization_claim="home",
)


@pytest.mark.parametrize(
    ("affiliation", "uids", "home", "login"),
    [
        (["employee", "student"], ["Noor"], "School.nl", "noor@school.nl"),
        ("employee", "noor@school.nl", "school.nl", "noor@school.nl"),
        ("employee", "noor@staff.school.nl", "school.nl", "noor@staff.school.nl"),
        ("employee", "noor@school.nl", None, "noor@school.nl"),
        ("employee", "noor", None, NotIn.NOT_LISTED),
        ("employee", None, "school.nl", NotIn.NOT_LISTED),
        ("employee", "@school.nl", "school.nl", NotIn.NOT_LISTED),
        ("employee", {"a": 1}, ["school.nl"], NotIn.NOT_LISTED),
        ("employee", "noor@evilschool.nl", "school.nl", NotIn.NOT_LISTED),
        ("employee", "noor@school.nl", "evil.nl", NotIn.NOT_LISTED),
        (["student"], "noor@school.nl", "school.nl", NotIn.NOT_STAFF),
        ([None, 7], "noor@school.nl", "school.nl", NotIn.NOT_STAFF),
        ("no employee", "noor@school.nl", "school.nl", NotIn.NOT_STAFF),
        (None, "noor@school.nl", "school.nl", NotIn.NOT_STAFF),
    ],
)
def test_what_a_provider_says(
    affiliation: object, uids: object, home: object, login: object
) -> None:
    claims = {"eduperson_affiliation": affiliation, "uids": uids, "home": home}

    assert read_login(PROVIDER, claims) == login


def test_the_secret_is_not_printed() -> None:
    assert "hunter2" not in repr(PROVIDER)
