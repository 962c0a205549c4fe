"""One function per thing that happens: load, decide, save."""
