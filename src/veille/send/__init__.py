"""From a sealed edition to messages in people's boxes: bytes, links, the outbox."""
