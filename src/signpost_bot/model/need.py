"""A need: what a student comes with, and the many ways they say it."""

from signpost_bot.model.language import Both, Document, Slug, Spoken


class Need(Document):
    """One need, shared by all institutions.

    `title` is shown as the reason for an answer, so it is the student's own matter in
    positive words ("slapen", never "slaapprobleem"). `phrases` are only searched.
    `heavy` needs always bring a person along.
    """

    slug: Slug
    title: Both
    description: Both
    heavy: bool = False
    phrases: Spoken
