"""Tables of students and what goes to them. Migrations bring a database to this state."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    false,
)

from signpost_bot.store.types import Slugs, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

student = Table(
    "student",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("channel", String(20), nullable=False),
    # A keyed hash: finds the student again, tells nobody who it is.
    Column("address_hash", String(64), nullable=False),
    # Sealed: where to write to them. Empty on a channel that cannot speak first.
    Column("address", LargeBinary),
    # The bot they wrote to last: only that one can write to them first.
    Column("bot_id", String(30)),
    Column("created_on", Date, nullable=False),
    UniqueConstraint("channel", "address_hash"),
)

session = Table(
    "session",
    metadata,
    Column("student_id", Uuid, ForeignKey("student.id", ondelete="CASCADE"), primary_key=True),
    Column("institution", String(60), nullable=False),
    Column("language", String(2), nullable=False),
    Column("step", String(30), nullable=False),
    Column("shown", Slugs, nullable=False),
    Column("seen", Slugs, nullable=False),
    Column("needs", Slugs, nullable=False),
    Column("asked", Integer),
    # What the student told of themselves; empty is what they did not.
    Column("year", Integer),
    Column("campus", String(60)),
    Column("programme", String(60)),
    Column("international", Boolean),
    Column("wants_online", Boolean),
    # With an index: some campaigns count from the day a student began.
    Column("began_on", Date, index=True),
    Column("mentor", String(60)),
    # How many messages of campaigns in a row had no reaction; any word sets it to zero.
    Column("unanswered", Integer, nullable=False, server_default="0"),
    Column("pending", LargeBinary),
    Column("quiet_until", Date),
)

visit = Table(
    "visit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "student_id",
        Uuid,
        ForeignKey("student.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("institution", String(60), nullable=False),
    Column("offering", String(60), nullable=False),
    Column("state", String(20), nullable=False),
    Column("starts_at", UtcDateTime),
    Column("remind_at", UtcDateTime, index=True),
    Column("ask_at", UtcDateTime, index=True),
    # How far the questions about it are: the last day they went, the last round that was asked and
    # when, the round that comes, and whether it may be asked in the next semester too.
    Column("went_on", Date),
    Column("asked", String(10)),
    Column("asked_on", Date),
    Column("ask_next", String(10)),
    Column("ask_later", Boolean, nullable=False, server_default=false()),
    Column("changed_at", UtcDateTime, nullable=False),
    UniqueConstraint("student_id", "institution", "offering"),
)

consent = Table(
    "consent",
    metadata,
    Column("student_id", Uuid, ForeignKey("student.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("given_at", UtcDateTime, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bot_id", String(30), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("institution", String(60), nullable=False),
    Column(
        "student_id",
        Uuid,
        ForeignKey("student.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    # A reminder belongs to no campaign: empty, since a key cannot hold NULL.
    Column("campaign", String(60), nullable=False),
    Column("occasion", String(80), nullable=False),
    Column("offering", String(60)),
    Column("due_at", UtcDateTime, nullable=False),
    Column("best_before", UtcDateTime, nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", String(20)),
    Column("claimed_until", UtcDateTime),
    # When it was claimed for the last time: that is when it went out, if it did.
    Column("claimed_at", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    # Planning twice does nothing.
    UniqueConstraint("bot_id", "kind", "campaign", "occasion", "student_id"),
    Index("ix_outbox_state", "state", "due_at"),
)

bot = Table(
    "bot",
    metadata,
    Column("bot_id", String(30), primary_key=True),
    # The highest update that was written to the inbox: what comes again is not taken again.
    Column("received_to", BigInteger, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("bot_id", String(30), primary_key=True),
    Column("update_id", BigInteger, primary_key=True),
    Column("address_hash", String(64), nullable=False),
    # Sealed, only the fields the talk needs, and gone when handled.
    Column("body", LargeBinary, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
)

reply = Table(
    "reply",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bot_id", String(30), nullable=False),
    Column("address_hash", String(64), nullable=False),
    # Sealed: where it goes and what it says. Gone when sent.
    Column("body", LargeBinary, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)

web_talk = Table(
    "web_talk",
    metadata,
    # A talk in a page: the student goes with it when nobody says anything for half an hour.
    Column("student_id", Uuid, ForeignKey("student.id", ondelete="CASCADE"), primary_key=True),
    Column("seen_at", UtcDateTime, nullable=False, index=True),
    # How many messages since when, and how often words were passed on: its limits.
    Column("minute_at", UtcDateTime, nullable=False),
    Column("in_minute", Integer, nullable=False),
    Column("suggested", Integer, nullable=False),
)

continuation = Table(
    "continuation",
    metadata,
    # A link that works once: the talk goes on in another channel.
    Column("token_hash", String(64), primary_key=True),
    Column(
        "student_id",
        Uuid,
        ForeignKey("student.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("expires_at", UtcDateTime, nullable=False),
)

doubt = Table(
    "doubt",
    metadata,
    # Which student is kept only so that each counts once; it goes when they are forgotten.
    Column("student_id", Uuid, ForeignKey("student.id", ondelete="CASCADE"), primary_key=True),
    Column("institution", String(60), primary_key=True),
    Column("offering", String(60), primary_key=True),
    Column("made_on", Date, nullable=False),
)

counted = Table(
    "counted",
    metadata,
    # In which totals of a block a student is already, so that each counts once; never with which
    # answer. It goes when the block no longer counts, and when they are forgotten.
    Column("student_id", Uuid, ForeignKey("student.id", ondelete="CASCADE"), primary_key=True),
    Column("institution", String(60), primary_key=True),
    Column("block", String(70), primary_key=True),
    Column("about", String(20), primary_key=True),
    Column("slug", String(60), primary_key=True),
    Column("measure", String(20), primary_key=True),
    Column("keep_to", Date, nullable=False),
)
