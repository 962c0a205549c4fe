"""A Bot API of our own for the tests: a real HTTP server on loopback that behaves as Telegram."""
