"""The talk in a terminal, for trying out and for tests."""
