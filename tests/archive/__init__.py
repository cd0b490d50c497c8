"""Tests of veille.archive."""
