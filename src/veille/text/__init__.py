"""The French language: typography, stems, dates. Pure functions."""
