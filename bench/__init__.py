"""Measures, with data of their own making. Nothing here ships."""
