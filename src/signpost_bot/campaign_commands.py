"""The commands `campaigns …`: what the bot says of its own accord, before and after it says it."""

from argparse import ArgumentParser

from signpost_bot import campaign_codes, campaign_results, campaign_year


def add_to(parser: ArgumentParser) -> None:
    """The commands and their options."""
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")
    campaign_year.add_to(kinds)
    campaign_results.add_to(kinds)
    campaign_codes.add_to(kinds.add_parser("code", help="a code to scan at the end of something"))
