"""The only reader of the environment: every setting, its default and its meaning."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from signpost_bot.channels.mail.address import read_sender
from signpost_bot.channels.mail.server import PostOffice, read_server
from signpost_bot.channels.webchat.leaving import NEUTRAL_SITE, read_exit
from signpost_bot.desk.provider import Provider, read_issuer
from signpost_bot.loopback import is_loopback
from signpost_bot.store.database import parse_url

SHORTEST_SECRET = 32
TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{10,100}")


class BadSetting(Exception):
    """A setting that cannot be used; the message is one sentence for an operator."""


def _packaged_offerings() -> Path:
    here = Path(__file__).resolve().parent
    inside = here / "offerings"
    return inside if inside.is_dir() else here.parent.parent / "offerings"


class Settings(BaseSettings):
    """All settings, from variables that begin with `SIGNPOST_`."""

    model_config = SettingsConfigDict(
        env_prefix="SIGNPOST_", hide_input_in_errors=True, frozen=True
    )

    database_url: str = Field(
        default="sqlite:///signpost.db",
        description="Where the data is: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`.",
    )
    offerings: Path = Field(
        default_factory=_packaged_offerings,
        description="The folder with catalogs; an empty database is filled from it.",
    )
    secret_key: SecretStr | None = Field(
        default=None,
        description=(
            "Any secret of 32 characters or more. Addresses and waiting words are sealed with "
            "keys derived from it; keep it: without it no student is found again, so nothing can "
            "be forgotten on request either."
        ),
    )

    telegram_token: SecretStr | None = Field(
        default=None,
        description="The bot's token, from BotFather. Only `run` uses it.",
    )
    telegram_api_url: str = Field(
        default="https://api.telegram.org",
        description="Where the Bot API is; `/bot<token>/<method>` is added.",
    )
    messages_per_second: int = Field(
        default=25,
        ge=1,
        le=1000,
        description=(
            "How fast messages go out that the bot says first. Telegram allows about 30 a second "
            "to a bot; answers to students do not count."
        ),
    )
    guests: str = Field(
        default="",
        description=(
            "Chat ids, with spaces between them, that may talk to an institution in trial: a real "
            "one without `safety_review` in its institution.yaml. Its staff may too, in the chat "
            "that they tied to themselves."
        ),
    )
    institution: str = Field(
        default="voorbeeld",
        description="Where a student is who comes without a code.",
    )
    mail_server: SecretStr | None = Field(
        default=None,
        description=(
            "Where mail to staff is handed in: `smtp://USER:PASSWORD@HOST:587` or "
            "`smtps://USER:PASSWORD@HOST:465`. Without it nobody is mailed."
        ),
    )
    mail_from: str = Field(
        default="",
        description="Who those mails come from: `wegwijzer@school.nl`, or with a name before it.",
    )
    web_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="The port on which `run` serves pages. Without it there are none.",
    )
    web_host: str = Field(
        default="127.0.0.1",
        description="On which address of this machine pages are served; `0.0.0.0` is on all.",
    )
    web_url: str = Field(
        default="",
        description=(
            "The address of those pages from outside, such as `https://wegwijzer.school.nl`. It "
            "stands in mails."
        ),
    )
    web_exit: str = Field(
        default=NEUTRAL_SITE,
        description='Where "leave fast" of the web chat leads: a site nobody asks about.',
    )
    oidc_issuer: str = Field(
        default="",
        description=(
            "Where staff sign in with the account of their institution: an OpenID provider, such "
            "as `https://connect.surfconext.nl`. Without it they sign in by a link."
        ),
    )
    oidc_client_id: str = Field(
        default="",
        description="What that provider calls us.",
    )
    oidc_client_secret: SecretStr | None = Field(
        default=None,
        description="The secret that it gave us.",
    )
    oidc_login_claim: str = Field(
        default="eduperson_principal_name",
        description="The claim with the name by which `staff add --login` knows somebody.",
    )
    oidc_affiliation_claim: str = Field(
        default="eduperson_affiliation",
        description="The claim in which `employee` must stand.",
    )
    oidc_organization_claim: str = Field(
        default="schac_home_organization",
        description="The claim with the domain of the institution that vouches for them.",
    )

    @field_validator("oidc_issuer")
    @classmethod
    def _is_an_issuer(cls, url: str) -> str:
        return read_issuer(url) if url else url

    @field_validator("telegram_api_url")
    @classmethod
    def _is_a_server(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("this is no address of a server; try https://api.telegram.org")
        return url.rstrip("/")

    @field_validator("telegram_token")
    @classmethod
    def _is_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("this is no token; it looks like 123456:letters-and-digits")
        return token

    @field_validator("mail_server")
    @classmethod
    def _is_a_mail_server(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            read_server(url.get_secret_value())
        return url

    @field_validator("mail_from")
    @classmethod
    def _is_a_sender(cls, text: str) -> str:
        if text:
            read_sender(text)
        return text

    @field_validator("web_url")
    @classmethod
    def _is_an_address_from_outside(cls, url: str) -> str:
        if not url:
            return url
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise ValueError("this is no address; write https://wegwijzer.school.nl")
        if parts.path.strip("/") or parts.query or parts.fragment or not url.isprintable():
            raise ValueError("nothing can come after the host; write https://wegwijzer.school.nl")
        if parts.scheme == "http" and not is_loopback(parts.hostname):
            raise ValueError("links that work once need https; http is for this machine only")
        return f"{parts.scheme}://{parts.netloc.lower()}"

    @field_validator("web_exit")
    @classmethod
    def _is_a_way_out(cls, url: str) -> str:
        return read_exit(url)

    @field_validator("database_url")
    @classmethod
    def _is_an_address(cls, text: str) -> str:
        parse_url(text)
        return text

    @field_validator("secret_key")
    @classmethod
    def _is_long_enough(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"use {SHORTEST_SECRET} characters or more")
        return secret


def load_settings() -> Settings:
    """Read the environment, or `BadSetting` with the first thing to mend."""
    try:
        return Settings()
    except ValidationError as error:
        problem = error.errors()[0]
        name = f"SIGNPOST_{'_'.join(str(part) for part in problem['loc']).upper()}"
        reason = problem["msg"].removeprefix("Value error, ")
        raise BadSetting(f"{name}: {reason}") from None


def read_provider(settings: Settings) -> Provider | None:
    """Who signs staff in; None when nobody does, `BadSetting` when only half of it is there."""
    if not settings.oidc_issuer:
        return None
    secret = settings.oidc_client_secret
    if not settings.oidc_client_id or secret is None:
        missing = "SECRET" if settings.oidc_client_id else "ID"
        raise BadSetting(f"SIGNPOST_OIDC_CLIENT_{missing}: SIGNPOST_OIDC_ISSUER needs it")
    return Provider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=secret.get_secret_value(),
        login_claim=settings.oidc_login_claim,
        affiliation_claim=settings.oidc_affiliation_claim,
        organization_claim=settings.oidc_organization_claim,
    )


def read_post_office(settings: Settings) -> PostOffice | None:
    """Where mail is handed in and in whose name; None when there is no mail, `BadSetting` when
    only half of it is there."""
    if settings.mail_server is None:
        return None
    if not settings.mail_from:
        raise BadSetting("SIGNPOST_MAIL_FROM: SIGNPOST_MAIL_SERVER needs it; whose mail is it?")
    return PostOffice(
        server=read_server(settings.mail_server.get_secret_value()),
        sender=read_sender(settings.mail_from),
    )
