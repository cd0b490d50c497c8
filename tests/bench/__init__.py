"""Proofs on what the benches make."""
