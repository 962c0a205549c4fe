"""The web chat: a page that works without scripts, and keeps nothing on a shared computer."""
