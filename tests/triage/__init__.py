"""Tests of veille.triage."""
