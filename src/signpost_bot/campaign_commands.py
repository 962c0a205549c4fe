"""The commands `campaigns …`: approve the words of one, and see what came of all."""

from argparse import ArgumentParser

from signpost_bot import campaign_results
from signpost_bot.model.language import Language


def add_to(parser: ArgumentParser) -> None:
    """The commands and their options."""
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")
    approved = kinds.add_parser("approve", help="say yes to the words of a campaign")
    approved.add_argument("slug", metavar="SLUG")
    approved.add_argument("--as", dest="name", metavar="NAME", required=True, help="who says yes")
    approved.set_defaults(command=campaign_results.approve_campaign)
    results = kinds.add_parser("results", help="did it help? Totals of each block that is over")
    results.add_argument("--json", action="store_true", help="one JSON line for each row")
    results.set_defaults(command=campaign_results.show_results)
    for one in (approved, results):
        one.add_argument("--institution", help="SIGNPOST_INSTITUTION where nothing is given")
        one.add_argument("--language", type=Language, choices=list(Language), default=Language.NL)
