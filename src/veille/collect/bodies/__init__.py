"""What an answer is packed or written in, undone with limits: XML, gzip and tar, PDF."""
