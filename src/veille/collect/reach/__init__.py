"""The way out: one guarded, polite GET, and what an answer pretends to be."""
