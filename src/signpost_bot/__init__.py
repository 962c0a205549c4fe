"""signpost_bot tells a student where to go, at the moment it matters."""
