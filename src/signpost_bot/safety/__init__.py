"""Notices, before anything else, that somebody may be in danger."""
