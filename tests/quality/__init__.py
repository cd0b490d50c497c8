"""How well veille understands: tables of headlines labelled by hand, in two halves, and figures with a floor."""
