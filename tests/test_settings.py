"""Settings: the defaults work, and a bad value stops the start with one sentence."""

import traceback
from pathlib import Path

import pytest
from pydantic import SecretStr

from signpost_bot.settings import (
    SHORTEST_SECRET,
    BadSetting,
    Settings,
    load_settings,
    read_post_office,
    read_provider,
)

LONG_ENOUGH = "s" * SHORTEST_SECRET


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SIGNPOST_{name.upper()}", raising=False)


def sentence() -> str:
    with pytest.raises(BadSetting) as caught:
        load_settings()
    return str(caught.value)


def test_without_any_setting_the_defaults_hold() -> None:
    repository = Path(__file__).parent.parent

    assert load_settings() == Settings(
        database_url="sqlite:///signpost.db", offerings=repository / "offerings", secret_key=None
    )


def test_settings_come_from_variables_with_our_prefix(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", "postgresql://me:pass@host/name")
    monkeypatch.setenv("SIGNPOST_OFFERINGS", str(tmp_path))
    monkeypatch.setenv("SIGNPOST_SECRET_KEY", LONG_ENOUGH)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///of_somebody_else.db")

    assert load_settings() == Settings(
        database_url="postgresql://me:pass@host/name",
        offerings=tmp_path,
        secret_key=SecretStr(LONG_ENOUGH),
    )


@pytest.mark.parametrize(
    "address",
    [
        "sqlite://",
        "sqlite:////var/lib/signpost.db",
        "sqlite+aiosqlite:///signpost.db",
        "postgresql+psycopg://me@host:5432/name",
    ],
)
def test_a_database_we_know_is_fine(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", address)

    assert load_settings().database_url == address


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("signpost.db", "this is no database address; try sqlite:///signpost.db"),
        ("", "this is no database address; try sqlite:///signpost.db"),
        ("mysql://host/name", "mysql is not supported; use sqlite:/// or postgresql://"),
        ("postgres://host/name", "postgres is not supported; use sqlite:/// or postgresql://"),
    ],
)
def test_a_bad_database_address_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, address: str, reason: str
) -> None:
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", address)

    assert sentence() == f"SIGNPOST_DATABASE_URL: {reason}"


@pytest.mark.parametrize(
    "address",
    ["mysql://me:hunter2@host/name", "hunter2", "postgresql://me:hunter2@host:port/name"],
)
def test_the_sentence_never_shows_the_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", address)

    said = sentence()

    assert "SIGNPOST_DATABASE_URL" in said
    assert "hunter2" not in said


@pytest.mark.parametrize("secret", ["", "hunter2", "hunter2" * 4, "h" * (SHORTEST_SECRET - 1)])
def test_a_short_secret_is_refused_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    """R15: what is sealed must stay sealed."""
    monkeypatch.setenv("SIGNPOST_SECRET_KEY", secret)

    assert sentence() == "SIGNPOST_SECRET_KEY: use 32 characters or more"


def test_the_error_has_no_chain_that_could_quote_the_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SIGNPOST_SECRET_KEY", "hunter2")

    with pytest.raises(BadSetting) as caught:
        load_settings()

    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_a_secret_is_not_in_what_is_printed_of_the_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SIGNPOST_SECRET_KEY", LONG_ENOUGH)

    assert (
        LONG_ENOUGH not in f"{load_settings()!r} {load_settings()} {load_settings().model_dump()}"
    )


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("MAIL_SERVER", "hunter2", "this is no mail server; write smtp://"),
        ("MAIL_SERVER", "smtp://me:hunter2@host:port", "the port must be a number; write smtp://"),
        ("MAIL_FROM", "hunter2", "this is no mail address in plain letters; write"),
        ("WEB_PORT", "hunter2", "Input should be a valid integer"),
        ("WEB_PORT", "70000", "Input should be less than or equal to 65535"),
        ("WEB_URL", "hunter2", "this is no address; write https://"),
        ("WEB_URL", "https://me:hunter2@school.nl", "this is no address; write https://"),
        ("WEB_URL", "https://school.nl/hunter2", "nothing can come after the host"),
        ("WEB_URL", "http://hunter2.nl", "links that work once need https"),
        ("WEB_URL", "http://127.0.0.1.hunter2.nl", "links that work once need https"),
        ("OIDC_ISSUER", "hunter2", "this is no address; write https://"),
        ("OIDC_ISSUER", "http://hunter2.nl", "signing in needs https"),
    ],
)
def test_a_bad_setting_of_mail_or_pages_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(f"SIGNPOST_{name}", value)

    said = sentence()

    assert said.startswith(f"SIGNPOST_{name}: {reason}")
    assert "hunter2" not in said


@pytest.mark.parametrize("url", ["https://Wegwijzer.school.nl/", "http://127.0.0.1:8080"])
def test_an_address_from_outside_is_kept_as_an_origin(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("SIGNPOST_WEB_URL", url)

    assert load_settings().web_url == url.lower().rstrip("/")


def test_the_password_of_the_mail_server_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_MAIL_SERVER", "smtp://me:hunter2@mail.school.nl")
    monkeypatch.setenv("SIGNPOST_MAIL_FROM", "a@school.nl")
    settings = load_settings()

    assert "hunter2" not in f"{settings!r} {read_post_office(settings)!r}"


def test_a_provider_needs_all_of_it_and_its_secret_is_not_printed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read_provider(load_settings()) is None
    monkeypatch.setenv("SIGNPOST_OIDC_ISSUER", "https://connect.school.example/")
    for name, value in (("CLIENT_ID", "us"), ("CLIENT_SECRET", "hunter2")):
        with pytest.raises(BadSetting, match=f"SIGNPOST_OIDC_{name}: SIGNPOST_OIDC_ISSUER"):
            read_provider(load_settings())
        monkeypatch.setenv(f"SIGNPOST_OIDC_{name}", value)
    provider = read_provider(load_settings())

    assert provider
    assert provider.discovery == "https://connect.school.example/.well-known/openid-configuration"
    assert "hunter2" not in f"{load_settings()!r} {provider!r}"


def test_every_setting_says_what_it_means() -> None:
    assert all(field.description for field in Settings.model_fields.values())
