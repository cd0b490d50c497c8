"""Tests of veille.text."""
