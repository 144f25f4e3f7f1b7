"""Puts the libraries together: letters, schedule of cases, statistical annex, evidence pack, sealed case packages."""

from merits.papers.pack import Folder, Pack, make_pack

__all__ = ["Folder", "Pack", "make_pack"]
