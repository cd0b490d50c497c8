"""Publishing out: what must be carried to the public host, in which order, and the hands that carry it."""
