"""Search without a server: the archive's own static index, built here and read by plain JavaScript."""
