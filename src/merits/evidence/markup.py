"""HTML of an e-mail to text. Nothing is loaded: pictures and style sheets that lie elsewhere stay there (S9)."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr li main nav ol p pre section table tbody tfoot thead title tr ul".split()
)
_PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "pre"])
_UNSEEN = frozenset(["script", "style", "head", "template", "noscript"])
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
#: Where a block begins or ends, until the text is whole.
_LINE_EDGE, _PARAGRAPH_EDGE = "\x00", "\x01"


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.remote: list[str] = []
        self.hidden = 0
        self._unseen: list[str] = []
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag in ("img", "link", "iframe", "video", "audio", "object", "embed") and re.match(
            r"\s*(https?:)?//", given.get("src", "") or given.get("href", "") or given.get("data", ""), re.IGNORECASE
        ):
            self.remote.append(tag)
        if tag in _VOID:
            if tag == "br" and not self._unseen:
                self.pieces.append("\n")
            elif tag == "hr":
                self._break(1)
            elif tag == "img" and not self._unseen:
                self.pieces.append(given.get("alt", ""))
            return
        style = re.sub(r"\s", "", given.get("style", "").lower())
        if tag in _UNSEEN or "display:none" in style or "hidden" in given or self._unseen:
            if not self._unseen and tag not in _UNSEEN:
                self.hidden += 1
            self._unseen.append(tag)
            return
        self._pre += tag == "pre"
        if tag in ("td", "th"):
            self.pieces.append("\t")
        if tag == "li":
            self._break(1)
            self.pieces.append("- ")
        elif tag in _BLOCKS:
            self._break(2 if tag in _PARAGRAPHS else 1)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            # Unclosed tags inside what is not shown are closed with it.
            if tag in self._unseen:
                while self._unseen.pop() != tag:
                    pass
            return
        self._pre -= tag == "pre" and self._pre > 0
        if tag in _BLOCKS:
            self._break(2 if tag in _PARAGRAPHS else 1)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data if self._pre else re.sub(r"[ \t\r\n\f]+", " ", data))

    def _break(self, lines: int) -> None:
        self.pieces.append(_PARAGRAPH_EDGE if lines == 2 else _LINE_EDGE)


def html_to_text(markup: str) -> tuple[str, tuple[str, ...]]:
    """What a reader would see, and what is to be listed as not read.

    Example:
        >>> html_to_text("<p>Dear&nbsp;Madam,</p><p>I have <b>decided</b><br>this.</p>")
        ('Dear\\xa0Madam,\\n\\nI have decided\\nthis.', ())
    """
    parser = _Text()
    parser.feed(re.sub("[\x00\x01]", "\ufffd", markup))
    parser.close()
    text = "".join(parser.pieces)
    # A run of block edges with nothing but blanks between them is one break, as tall as its tallest edge.
    text = re.sub("[ \t]*([\x00\x01][\x00\x01 \t]*)", lambda run: "\n\n" if _PARAGRAPH_EDGE in run[1] else "\n", text)
    text = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text))
    text = re.sub(r"(?m)^\t", "", re.sub(r"\n{3,}", "\n\n", text)).strip("\n ")
    notes = []
    if parser.remote:
        notes.append(f"{len(parser.remote)} picture(s) or frames that lie on the internet were not fetched")
    if parser.hidden:
        notes.append(f"{parser.hidden} part(s) that the sender hid from view not read")
    return text, tuple(notes)
