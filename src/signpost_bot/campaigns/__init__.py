"""What the bot says of its own accord: to whom, when, and what goes in."""
