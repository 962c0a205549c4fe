"""Staff who send `/desk` get a link to sign in; from anybody else it is for the talk."""

from school import BOT, NOW, SEAL, School, at_school

from signpost_bot.actions.desk_links import look_at_sign_in
from signpost_bot.actions.staff_talk import StaffChat, answer_staff
from signpost_bot.model.alarm import Alarm, Level
from signpost_bot.model.national import AlarmKind
from signpost_bot.model.session import Channel, Incoming, Reply

CHAT = "41"
WEB = "https://wegwijzer.school.example"


async def write(
    school: School,
    text: str,
    chat: str = CHAT,
    web_url: str | None = WEB,
    alarm: Alarm | None = None,
) -> tuple[Reply, ...] | None:
    incoming = Incoming(channel=Channel.TELEGRAM, text=text, alarm=alarm)
    where = StaffChat(seal=SEAL, doubts=school.doubts, address=chat, bot_id=BOT, web_url=web_url)
    async with school.database.transaction() as tx:
        return await answer_staff(tx, where, incoming, NOW)


def test_staff_get_a_link_of_their_own(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire(chat=CHAT, name="Noor")
        for typed in ("/desk", " /Desk "):
            replies = await write(school, typed)
            assert replies
            token = replies[0].text.strip().rpartition(f"{WEB}/desk/in/")[2]
            async with school.database.transaction() as tx:
                assert await look_at_sign_in(tx, SEAL, token, NOW) == noor

    at_school(database_url, scenario)


def test_anybody_else_hears_nothing_of_staff(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.hire(chat=CHAT)
        assert await write(school, "/desk", chat="42") is None
        for typed in ("desk", "/desk please", ""):
            assert await write(school, typed) is None

    at_school(database_url, scenario)


def test_danger_goes_to_the_talk_and_without_pages_there_is_no_link(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.hire(chat=CHAT)
        alarm = Alarm(kind=AlarmKind.SUICIDE, level=Level.STRONG)
        assert await write(school, "/desk", alarm=alarm) is None
        replies = await write(school, "/desk", web_url=None)
        assert replies
        assert "nog geen pagina" in replies[0].text

    at_school(database_url, scenario)
