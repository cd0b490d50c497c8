"""Collecting: fetch a source, read it, judge what it holds. Knows no database and no screen."""
