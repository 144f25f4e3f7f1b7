"""What ``codings.csv`` says: which words of which letter give which reason, who read it so, and what was agreed.

A code attaches to an exact span of the letter; no span, no code (L23, E2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated


class Record(StrEnum):
    """One coder's reading, or what was agreed from both."""

    CODING = "coding"
    ADJUDICATION = "adjudication"


@dataclass(frozen=True, kw_only=True)
class CodingRow:
    """One row of ``codings.csv``."""

    record: Annotated[Record, "A coder's own reading, or the adjudicated one."]
    case: Annotated[str, "Reference of the case."]
    document: Annotated[str, "Id of the letter in that case."]
    document_sha256: Annotated[str, "Hash of the letter's file."]
    reading_sha256: Annotated[str, "Hash of the carried reading the offsets count in."]
    coder: Annotated[str, "Who read it, by a working name; for an adjudication, who decided."]
    code: Annotated[str, "Code of the codebook; empty in the one row of a coder who found no reason."] = ""
    stance: Annotated[str, "What the letter does with the subject (`law.Stance`); empty with an empty code."] = ""
    start: Annotated[int | None, "First code point of the span; empty with an empty code."] = None
    end: Annotated[int | None, "One past the last."] = None
    quotation: Annotated[str, "The words of the span, exactly as the reading has them."] = ""
    on: Annotated[date, "When it was coded."]
    note: Annotated[str, "The coder's note; never printed in an outgoing paper."] = ""
