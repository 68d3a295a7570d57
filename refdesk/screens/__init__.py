"""What each screen shows, as data; no Qt."""
