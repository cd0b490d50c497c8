"""Tests of veille.send."""
