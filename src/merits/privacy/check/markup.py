"""HTML, SVG and XML: text with the tags taken out both ways, attributes, comments, and the source itself."""

from __future__ import annotations

import html
import re

from merits.privacy.check.findings import Findings

_COMMENT = re.compile(r"<!--(.*?)-->|<!\[CDATA\[(.*?)\]\]>|<\?(.*?)\?>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(
    r"<(?:/?(?:p|div|td|th|tr|li|h\d|br|table|section|title|desc|text|w:p|w:tc|w:tab|w:br|a:p|text:p|si|row|c|v|t\b(?<!w:t))\b[^>]*)>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""[\w:.-]+\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")


def read_markup(text: str, place: str, findings: Findings, *, vector: str = "") -> None:
    """Look at markup in every way a name can be hidden in it: across tags, in attributes, in comments, in the source."""
    comments = [" ".join(filter(None, match.groups())) for match in _COMMENT.finditer(text)]
    bare = _COMMENT.sub(lambda m: m[2] or "", text)
    findings.text(place, vector or "markup text", html.unescape(_TAG.sub("", _BLOCK.sub("\n", bare))))
    findings.text(place, vector or "markup text", html.unescape(_TAG.sub(" ", bare)))
    if comments:
        findings.texts(vector or "markup comment", [(place, comment) for comment in comments])
    values = [html.unescape(a or b or c) for a, b, c in _ATTRIBUTE.findall(bare)]
    if values:
        findings.texts(vector or "markup attribute", [(place, value) for value in dict.fromkeys(values)])
    findings.text(place, vector or "markup source", text)
