"""Tables of the school: its catalog, its staff, and what it learns, never of one student."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from signpost_bot.store.tables import metadata
from signpost_bot.store.types import Slugs, UtcDateTime

document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("institution", String(60), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("slug", String(60), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("author", String(100), nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    Column("note", Text, nullable=False),
    # What the texts of an offering mean, and the models that said so.
    Column("vectors", LargeBinary),
    Column("models", String(60)),
    UniqueConstraint("institution", "kind", "slug", "revision"),
)

seen_revision = Table(
    "seen_revision",
    metadata,
    # The hash of its path: a folder of files that documents were applied from or exported to.
    Column("folder", String(64), primary_key=True),
    Column("institution", String(60), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("slug", String(60), primary_key=True),
    Column("revision", Integer, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("institution", String(60), nullable=False),
    # Staff are known by name: an offering names its owner.
    Column("name", String(100), nullable=False),
    Column("role", String(20), nullable=False),
    # A faculty; empty is the whole institution.
    Column("scope", String(60)),
    Column("language", String(2), nullable=False),
    # The chat they tied to themselves, found by keyed hash and sealed, as with a student.
    Column("chat_hash", String(64), index=True),
    Column("chat", LargeBinary),
    Column("bot_id", String(30)),
    # Sealed: the mail address they tied to themselves.
    Column("mail", LargeBinary),
    # A keyed hash of how the institution's own sign-in calls them.
    Column("login_hash", String(64), index=True),
    Column("added_on", Date, nullable=False),
    Column("reminded_on", Date),
    UniqueConstraint("institution", "name"),
)

staff_link = Table(
    "staff_link",
    metadata,
    # Only the hash: who reads the database cannot open the link.
    Column("token_hash", String(64), primary_key=True),
    Column(
        "staff_id", Uuid, ForeignKey(staff.c.id, ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("purpose", String(20), nullable=False),
    Column("slug", String(60)),
    # Sealed: the address that opening the link ties.
    Column("mail", LargeBinary),
    Column("expires_at", UtcDateTime, nullable=False),
)

desk_session = Table(
    "desk_session",
    metadata,
    # Only the hash: who reads the database cannot take over the session.
    Column("token_hash", String(64), primary_key=True),
    Column(
        "staff_id", Uuid, ForeignKey(staff.c.id, ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("started_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("institution", String(60), nullable=False, index=True),
    # As it was then, like the author of a revision: it stays when they are removed.
    Column("name", String(100), nullable=False),
    Column("what", String(40), nullable=False),
    # Which document, file or colleague; never what was typed.
    Column("about", String(200), nullable=False),
    Column("done_at", UtcDateTime, nullable=False),
)

story_draft = Table(
    "story_draft",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("institution", String(60), nullable=False, index=True),
    Column("offering", String(60), nullable=False),
    Column("staff_id", Uuid, ForeignKey(staff.c.id, ondelete="CASCADE"), nullable=False),
    Column("body", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)

feed = Table(
    "feed",
    metadata,
    # A calendar asks for it by a secret address; only its hash is here, and no student.
    Column("token_hash", String(64), primary_key=True),
    Column("institution", String(60), nullable=False),
    Column("language", String(2), nullable=False),
    Column("offerings", Slugs, nullable=False),
    # The day after which it is empty and goes.
    Column("keep_to", Date, nullable=False),
)

closing = Table(
    "closing",
    metadata,
    Column("institution", String(60), primary_key=True),
    Column("closed_at", UtcDateTime, nullable=False),
    # When all that was kept of its students was gone.
    Column("erased_at", UtcDateTime),
)

attendance_code = Table(
    "attendance_code",
    metadata,
    # Random, and printed for everybody in the room to see. Who scanned it is kept nowhere here.
    Column("code", String(32), primary_key=True),
    Column("institution", String(60), nullable=False),
    Column("offering", String(60), nullable=False),
    Column("held_on", Date, nullable=False),
    UniqueConstraint("institution", "offering", "held_on"),
)

insight = Table(
    "insight",
    metadata,
    Column("institution", String(60), primary_key=True),
    Column("month_on", Date, primary_key=True),
    Column("what", String(30), primary_key=True),
    Column("slug", String(60), primary_key=True),
    Column("count", Integer, nullable=False),
)

total = Table(
    "total",
    metadata,
    Column("institution", String(60), primary_key=True),
    Column("block", String(70), primary_key=True),
    Column("about", String(20), primary_key=True),
    Column("slug", String(60), primary_key=True),
    Column("measure", String(20), primary_key=True),
    # The offering a message named, or an answer; empty is all of them together.
    Column("part", String(60), primary_key=True),
    # The last day of the block, as the calendar said when this was counted.
    Column("ends_on", Date, nullable=False),
    Column("count", Integer, nullable=False),
)

too_few = Table(
    "too_few",
    metadata,
    # An occasion that is for too few students to go out; not for how many.
    Column("institution", String(60), primary_key=True),
    Column("campaign", String(60), primary_key=True),
    Column("occasion", String(80), primary_key=True),
)

approval = Table(
    "approval",
    metadata,
    Column("institution", String(60), primary_key=True),
    Column("campaign", String(60), primary_key=True),
    # Other words are not approved by this.
    Column("words_hash", String(64), primary_key=True),
    # Not their name, and it stays when they are removed: what they approved stays approved.
    Column("staff_id", Uuid, primary_key=True),
    Column("is_approver", Boolean, nullable=False),
    Column("approved_at", UtcDateTime, nullable=False),
)

suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("institution", String(60), nullable=False),
    # Sealed, and without a student: what was passed on cannot lead back.
    Column("words", LargeBinary, nullable=False),
    Column("made_on", Date, nullable=False),
)
