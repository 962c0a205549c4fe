"""From files to documents, and what is wrong with them."""
