"""What keeps an account: passwords, one-time codes, patience with who guesses. No store, no network."""
