"""What lies on top of a page in a source: form fields, comments, stamps, highlights.

They become part of the page as it would print, so that nothing in the bundle can be filled in, moved or closed. Links
stay links (``_links.py``).
"""

from __future__ import annotations

from typing import Any

import pikepdf

from merits.base.errors import Problem
from merits.bundle._faults import fault
from merits.bundle.model import Item

_RUNS = frozenset({"/FileAttachment", "/Screen", "/Movie", "/Sound", "/RichMedia", "/3D"})
_COMMENTS = frozenset(
    {"/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Ink", "/Caret", "/Redact"}
)


def flatten(source: pikepdf.Pdf, item: Item) -> list[Problem]:
    """Draw annotations other than links into the pages of ``source`` (in memory only).

    Returns:
        warnings: what runs or opens something and was left out, comments, digital signatures.
    """
    widgets = comments = running = 0
    bare = signed = False
    for page in source.pages:
        annotations = page.obj.get("/Annots")
        running += "/AA" in page.obj
        for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
            if not isinstance(annotation, pikepdf.Dictionary):
                continue
            kind = str(annotation.get("/Subtype", ""))
            running += kind in _RUNS or "/AA" in annotation
            comments += kind in _COMMENTS
            if kind == "/Widget":
                widgets += 1
                running += "/A" in annotation
                bare = bare or "/AP" not in annotation
                signed = signed or _field(annotation, "/FT") == "/Sig"
    if widgets and (bare or _needs_appearances(source)):
        source.generate_appearance_streams()
    if widgets or comments or running:
        source.flatten_annotations("screen")
    problems = []
    if running:
        problems.append(
            fault(item, "W-ACTIVE", f"{running} scripts, actions, attachments or media on its pages were left out.")
        )
    if comments:
        problems.append(fault(item, "W-COMMENTS", f"{comments} comments or marks are now part of its pages."))
    if signed:
        problems.append(fault(item, "W-SIGNED", "it carries a field for a digital signature."))
    return problems


def _field(annotation: pikepdf.Dictionary, key: str) -> Any:
    node: Any = annotation
    for _ in range(32):
        if key in node:
            return str(node[key])
        node = node.get("/Parent")
        if not isinstance(node, pikepdf.Dictionary):
            return None
    return None


def _needs_appearances(source: pikepdf.Pdf) -> bool:
    form = source.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and bool(form.get("/NeedAppearances", False))
