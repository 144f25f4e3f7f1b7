"""Migrations, forward, untended, on both databases."""
