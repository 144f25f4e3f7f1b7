"""What may stand in a log: where something failed, never what it was about.

Messages of exceptions quote values (a database says which key was there twice), and so do arguments of log records.
Only the kind of the error, the place in the code and the path without its query are written.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any


def scrubbed(error: BaseException) -> str:
    """An exception as its class, its causes' classes and the places it passed through; no message, no values."""
    lines = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
        if seen is not None:
            lines.append("from")
    return "\n".join(lines)


class ScrubbedFormatter(logging.Formatter):
    """Level, logger and the template of the message; for a request its method, path and status."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as text."""
        parts = [self.formatTime(record), record.levelname, record.name]
        request: Any = getattr(record, "request", None)
        if request is not None:
            path = str(getattr(request, "path", ""))
            parts += [str(getattr(record, "status_code", "")), str(getattr(request, "method", "")), ascii(path)[1:-1]]
        else:
            parts.append(str(record.msg) if not isinstance(record.msg, BaseException) else type(record.msg).__name__)
        text = " ".join(part for part in parts if part)
        return f"{text}\n{self.formatException(record.exc_info)}" if record.exc_info else text

    def formatException(  # the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The exception, scrubbed."""
        return scrubbed(ei[1]) if ei[1] is not None else ""
