"""Tables, mapping, change recorder, lists and search over an open connection."""
