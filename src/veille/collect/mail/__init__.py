"""A mailbox and its messages: opened, read as blocks, told by their links."""
