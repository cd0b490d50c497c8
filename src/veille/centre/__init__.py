"""What the centre writes itself: small Markdown to HTML, pictures made light, calendars. Pure."""
