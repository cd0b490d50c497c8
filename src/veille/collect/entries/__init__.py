"""What every kind makes an entry of: an address, plain words, a date, and whether it is news. Pure."""
