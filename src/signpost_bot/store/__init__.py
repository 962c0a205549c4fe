"""SQL lives here and nowhere else; functions take `tx` and return model objects."""
