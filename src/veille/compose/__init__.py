"""Turn what was selected into an edition: choose, render, inline, check. Pure but for the templates."""
