"""Places and minutes between them, and the order of a day's visits."""
