"""Tests of veille.config."""
