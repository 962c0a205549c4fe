"""The nouns. Read these first; they know nothing of databases, channels or clocks."""
