"""Not yet described."""
