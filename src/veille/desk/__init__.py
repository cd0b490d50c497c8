"""The desk: pages on this machine where staff triage, compose and seal. The only room that knows Flask."""
