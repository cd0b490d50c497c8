"""Suggest what an item is about. Pure: a person decides."""
