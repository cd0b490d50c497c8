"""Tests of veille.compose."""
