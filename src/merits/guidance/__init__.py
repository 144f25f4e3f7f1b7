"""Guidance as dated versions. Nothing is here yet; the package keeps its place in the layers (ADR 0001)."""
