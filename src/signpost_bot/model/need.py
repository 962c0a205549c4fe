"""A need: what a student comes with, shared by all institutions."""

from signpost_bot.model.language import Both, Document, Slug


class Need(Document):
    """One need, shared by all institutions.

    `title` is shown as the reason for an answer, so it is the student's own matter in
    positive words ("slapen", never "slaapprobleem").
    `heavy` needs always bring a person along. How it is said stands in the bank.
    """

    slug: Slug
    title: Both
    description: Both
    heavy: bool = False
