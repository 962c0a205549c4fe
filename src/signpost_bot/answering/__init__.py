"""From a question to places that fit, pure."""
