"""Challenges, the cases gathered for them, and dossier folders coming in and going out."""
