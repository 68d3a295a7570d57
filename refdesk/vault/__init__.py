"""The encrypted desk on disk: keys, key file, head, database connections."""
