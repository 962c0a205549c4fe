"""The command `mail test`: whether the mail server takes a mail with these settings, or why not."""

import sys
from argparse import ArgumentParser, Namespace

from signpost_bot import clock
from signpost_bot.channels.mail.trouble import NotPosted, Trouble
from signpost_bot.model.language import Language
from signpost_bot.model.mail import Mail
from signpost_bot.settings import BadSetting, load_settings, read_post_office
from signpost_bot.texts import say

LONGEST_QUOTE = 200


def add_to(parser: ArgumentParser) -> None:
    """The command and its argument."""
    tried = parser.add_subparsers(required=True).add_parser(
        "test", help="send one mail, to try the settings"
    )
    tried.add_argument("address", metavar="ADDRESS")
    tried.set_defaults(command=test)


async def test(given: Namespace) -> int:
    """Send one mail, and say in one sentence what became of it."""
    # The other commands need not wait for it.
    from signpost_bot.channels.mail.outbound import post

    office = read_post_office(load_settings())
    if office is None:
        raise BadSetting("SIGNPOST_MAIL_SERVER: this command needs it; see docs/settings.md")
    words = "\n\n".join(say("mail.test", language) for language in Language)
    mail = Mail(to=given.address, subject=say("mail.test_subject", Language.NL), text=words)
    problem = await post(office, mail, clock.now())
    if problem is None:
        print(f"the mail server took it; look in the inbox of {given.address}, and in the spam")
        return 0
    server = f"{office.server.host} port {office.server.port}"
    print(f"signpost-bot: {explain(problem, server)}", file=sys.stderr)
    return 1


def explain(problem: NotPosted, server: str) -> str:
    """One sentence for an operator, with what the server answered."""
    return SENTENCES[problem.trouble].format(server=server) + _quote(problem)


SENTENCES = {
    Trouble.BAD_MAIL: "this is no mail address in plain letters; "
    "write something like noor@school.nl",
    Trouble.NOT_REACHED: "{server} cannot be reached, or does not speak SMTP; "
    "look at the name and port in SIGNPOST_MAIL_SERVER",
    Trouble.NOT_SAFE: "the line to {server} cannot be made private: no STARTTLS, "
    "or a certificate that is not trusted here",
    Trouble.SIGN_IN: "{server} does not take this user and password",
    Trouble.SENDER: "{server} takes no such mail from us; look at SIGNPOST_MAIL_FROM and the user",
    Trouble.ADDRESS: "{server} says that this address does not exist or takes no mail",
    Trouble.CONTENT: "{server} refused the mail itself",
    Trouble.LATER: "{server} cannot take it right now; try again in a while",
    Trouble.UNCERTAIN: "the line to {server} broke while sending: "
    "nobody knows whether it arrived, so look in the inbox",
}


def _quote(problem: NotPosted) -> str:
    """The answer of the server on one line; nothing in it can steer a terminal."""
    if not problem.code:
        return ""
    said = "".join(sign if sign.isprintable() else " " for sign in problem.said)
    return f" (it answered: {problem.code} {said[:LONGEST_QUOTE]})".replace("  ", " ")
