"""Logging: what may be said, and which libraries have to keep quiet whatever the level."""

import logging

TALKATIVE = (
    "aiosqlite",
    "httpx",
    "httpx2",
    "authlib",
    "httpcore",
    "sqlalchemy",
    "psycopg",
    "telegram",
    "asyncio",
    "uvicorn",
)
"""At DEBUG these print statements with parameters, or addresses with a token."""


def set_up(level: int = logging.WARNING) -> None:
    """One line per event on standard error; talkative libraries only from WARNING up."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
