"""Rules and records in plain Python: no Qt, no SQL, no files."""
