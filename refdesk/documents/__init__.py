"""What a sheet says, and the one module that draws it."""
