"""Tests of veille.publish."""
