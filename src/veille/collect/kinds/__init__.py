"""The kinds of source: one module each, and the table that names them."""
