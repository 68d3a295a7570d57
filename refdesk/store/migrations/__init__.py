"""How the tables of older desks become the tables of this version."""
