"""The nouns of the house: plain frozen data that knows nothing of disk, network or screen."""
