"""Pages as trees: what they declare, the items that selectors cut, the zones that count."""
