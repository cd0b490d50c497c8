"""Tests of the demo: what it shows is what it promises."""
