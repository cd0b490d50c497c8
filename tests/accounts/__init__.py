"""Tests of `veille.accounts`."""
