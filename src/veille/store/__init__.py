"""The store: the only room that writes SQL. One module per noun, beside the tables it reads."""
