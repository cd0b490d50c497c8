"""The public archive: a pure plan of every page, rendered, and written only where it changed."""
