"""The commands `campaigns …`: what the bot says of its own accord, before and after it says it."""

from argparse import ArgumentParser

from signpost_bot import campaign_results


def add_to(parser: ArgumentParser) -> None:
    """The commands and their options."""
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")
    campaign_results.add_to(kinds)
