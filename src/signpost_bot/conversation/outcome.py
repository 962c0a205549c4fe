"""What the database said to a request, in words."""

from collections.abc import Iterator
from datetime import date

from signpost_bot.calendar import say_day
from signpost_bot.conversation.about_me import say_profile
from signpost_bot.conversation.scene import Scene
from signpost_bot.model.consent import Consent
from signpost_bot.model.session import Button, Channel, Reply
from signpost_bot.model.student import Visit, VisitState
from signpost_bot.texts import list_of

KINDS = {
    Consent.MESSAGES: "privacy.kind_messages",
    Consent.CHECKINS: "privacy.kind_checkins",
    Consent.VISITS: "privacy.kind_visits",
    Consent.REMINDERS: "privacy.kind_reminders",
}


def forgotten(scene: Scene) -> Reply:
    """Everything is gone."""
    telegram = scene.channel is Channel.TELEGRAM
    channel = scene.say("privacy.forgotten_telegram") if telegram else ""
    return Reply(text=scene.say("privacy.forgotten", channel=channel))


def my_data(
    scene: Scene,
    visits: tuple[Visit, ...],
    doubts: tuple[str, ...] = (),
    counted_to: date | None = None,
) -> Reply:
    """All that is known of the student, as they would say it; `doubts` are slugs of offerings, and
    until `counted_to` it is kept that they are in totals."""
    session = scene.session
    spoken = scene.say(f"privacy.{session.language}")
    lines = [scene.say("privacy.mine"), scene.say("privacy.mine_session", spoken=spoken)]
    if session.quiet_until:
        lines.append(
            scene.say("privacy.mine_quiet", until=say_day(session.quiet_until, session.language))
        )
    shown = [title for slug in session.shown if (title := _title(scene, slug))]
    if shown:
        places = list_of(shown, session.language)
        lines.append(scene.say("privacy.mine_shown", titles=places))
    titles = [
        t for need in session.needs if (t := scene.catalog.needs.title(need, session.language))
    ]
    if titles:
        lines.append(scene.say("privacy.mine_needs", needs=list_of(titles, session.language)))
    if titles and session.asked > 1:
        lines.append(scene.say("privacy.mine_asked", times=session.asked))
    lines += say_profile(scene, session.profile)
    if scene.consents:
        kinds = [scene.say(KINDS[kind]) for kind in Consent if kind in scene.consents]
        yes = scene.say("privacy.mine_yes", kinds=list_of(kinds, session.language))
        lines.append(yes)
    lines += [_visit_line(scene, visit) for visit in visits]
    if doubts:
        doubted = [_title(scene, slug) or slug for slug in doubts]
        lines.append(scene.say("doubt.mine", titles=list_of(doubted, session.language)))
    if counted_to:
        until = say_day(counted_to, session.language)
        lines.append(scene.say("totals.mine", until=until))
    lines.append(scene.say("privacy.mine_none"))
    return Reply(text="\n".join(lines), buttons=rights(scene))


def rights(scene: Scene) -> tuple[Button, ...]:
    """To be forgotten, and to hear no more, where we can write to them at all."""
    forget, stop = scene.button("forget", "privacy.forget"), scene.button("stop", "privacy.stop")
    return (forget, stop) if scene.channel.reminds else (forget,)


def _visit_line(scene: Scene, visit: Visit) -> str:
    state = "went" if visit.state is VisitState.WENT else "planned"
    if visit.state is VisitState.PLANNED and visit.remind_at:
        state = "reminder"
    title = _title(scene, visit.offering) or visit.offering
    line = scene.say("privacy.mine_visit", title=title, state=scene.say(f"privacy.state_{state}"))
    return line + "".join(_following_parts(scene, visit))


def _following_parts(scene: Scene, visit: Visit) -> Iterator[str]:
    """How far the questions about a visit are."""
    following = visit.following
    if following.went_on and visit.state is VisitState.WENT:
        yield scene.say("following.mine_on", on=say_day(following.went_on, scene.language))
    if following.next:
        yield scene.say("following.mine_may_ask")
    if following.may_ask_later:
        yield scene.say("following.mine_later")
    if following.asked_on:
        yield scene.say("following.mine_asked", on=say_day(following.asked_on, scene.language))


def _title(scene: Scene, slug: str) -> str | None:
    offering = scene.catalog.offering(slug)
    return offering.title.text(scene.language) if offering else None
