"""Staff pages: sign in, and keep the catalog true. The student's talk knows nothing of it."""
