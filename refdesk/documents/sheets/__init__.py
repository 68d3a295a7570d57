"""All papers: one module lays out one kind of sheet."""
