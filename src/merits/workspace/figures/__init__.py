"""Pages of official figures: no case, no database. Every number with its unit, its year and its source."""
