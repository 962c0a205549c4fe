"""A consent: one of four separate yeses to the bot speaking first."""

from enum import StrEnum


class Consent(StrEnum):
    """To what a student said yes; nothing stands here before they did."""

    MESSAGES = "messages"
    CHECKINS = "checkins"
    VISITS = "visits"
    REMINDERS = "reminders"
