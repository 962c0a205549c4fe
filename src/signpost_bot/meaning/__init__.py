"""What a text means: its words in one spelling, its pieces, and vectors of two small models."""
