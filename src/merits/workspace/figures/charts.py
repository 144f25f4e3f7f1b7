"""A chart as a page shows it: the server's picture, the same specification for a script, and the words of both.

The picture stands in the page itself, so that it uses the page's own typeface. Vega writes no ``style`` attribute and no
script into it, which the page's policy would refuse; ``inline`` makes sure of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from merits.base.errors import MeritsError
from merits.documents.charts import to_svg


@dataclass(frozen=True)
class Chart:
    """A chart.

    Attributes:
        name: short, for ids and file names.
        title: what it shows.
        in_words: the same numbers as sentences.
        spec: the Vega-Lite specification.
        svg: the picture.
    """

    name: str
    title: str
    in_words: str
    spec: dict[str, Any]
    svg: SafeString

    @property
    def spec_id(self) -> str:
        """Id of the specification in the page."""
        return f"spec-{self.name}"


def chart(name: str, title: str, in_words: str, spec: dict[str, Any]) -> Chart:
    """Draw a specification.

    Args:
        name: short, for ids and file names.
        title: what it shows.
        in_words: the same numbers as sentences, for people who do not see the picture.
        spec: from ``merits.documents.charts``.
    """
    return Chart(name, title, in_words, spec, inline(to_svg(spec)))


def inline(svg: bytes) -> SafeString:
    """A picture of ours as part of a page. Its text was escaped by Vega.

    Raises:
        MeritsError: it holds a script, a style or an address.
    """
    text = svg.decode()
    for refused in ("<script", " style=", "<style", "<foreignObject", "href=", " onload"):
        if refused in text:
            raise MeritsError(f"A chart holds {refused.strip()!r}, which pages do not show.")
    return mark_safe(text)  # noqa: S308  # drawn by vl-convert from our own specification, checked above


@cache
def vega_module() -> str:
    """The JavaScript module that draws charts, from inside the vl-convert wheel; it exports ``embed``."""
    import vl_convert

    return str(vl_convert.javascript_bundle("export const embed = vegaEmbed;"))
