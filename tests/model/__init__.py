"""Tests of veille.model."""
