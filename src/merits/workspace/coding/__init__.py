"""Which words of which letter give which reason, who read it so, and who was asked to read."""
