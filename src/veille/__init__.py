"""veille: collect, triage, compose, send and archive the watch of a resource centre."""

__version__ = "0.1.0"
