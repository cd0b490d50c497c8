"""The clock: runs the jobs of veille.yml at their hour, once a slot, and catches up after a stop."""
