"""Tests of veille.geography."""
