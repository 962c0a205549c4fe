"""`python -m signpost_bot`, and the command `signpost-bot`."""

import gc
import sys

from signpost_bot.meaning.vectors import start_loading

ANSWERING = ("ask", "chat", "demo", "run")
"""The commands that need the models soon."""

SWITCH_SECONDS = 0.0005
"""How long one thread may keep the others waiting: at Python's own .005 the models, which are
unpacked in 7,000 small pieces, take ten times as long beside a program that starts."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    # All that a start makes stays: looking through it for what can go is a quarter of the time.
    gc.disable()
    sys.setswitchinterval(SWITCH_SECONDS)
    if sys.argv[1:2] and sys.argv[1] in ANSWERING and "--no-model" not in sys.argv:
        start_loading()
    # After that: what the command line imports takes as long as the models.
    from signpost_bot.cli import run

    gc.freeze()
    gc.enable()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
