"""The talk, pure: knows no channel and no database."""
