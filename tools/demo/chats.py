"""Makes chat exports as WhatsApp wrote them on iPhones and Android phones in 2016 to 2019."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

from demo.letters import packed

_LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?) \|(.*?)\| (.*)")
#: WhatsApp on the iPhone puts this mark before its own lines.
_MARK = "\u200e"


def chat(make: dict[str, Any], own_names: Collection[str]) -> bytes:
    """An export: ``style`` is ``ios``, ``ios-12h`` or ``android``; with ``member`` a zip that holds the text.

    Args:
        make: the source; each line ``2016-08-20 09:12:33 | sender | text``, no sender for lines of WhatsApp's own;
            a line without a stamp belongs to the message above.
        own_names: how the phone's owner may be called, so that the other person can be told.
    """
    messages: list[tuple[datetime, str, str]] = []
    for line in make["chat"].strip().split("\n"):
        if found := _LINE.fullmatch(line):
            messages.append((datetime.fromisoformat(found[1]), found[2].strip(), found[3]))
        else:
            moment, sender, text = messages[-1]
            messages[-1] = (moment, sender, f"{text}\n{line}")
    other = next(sender for _, sender, _ in messages if sender and sender not in own_names)
    write = _android if make["style"] == "android" else _ios
    ending = "\n" if make["style"] == "android" else "\r\n"
    text = ending.join(write(moment, sender, words, other, make["style"]) for moment, sender, words in messages)
    data = (text + ending).encode()
    return packed({make["member"]: data}) if "member" in make else data


def _ios(moment: datetime, sender: str, words: str, other: str, style: str) -> str:
    clock = moment.strftime("%H:%M:%S")
    if style == "ios-12h":
        clock = f"{moment.hour % 12 or 12}:{moment:%M:%S} {'AM' if moment.hour < 12 else 'PM'}"
    stamp = f"[{moment:%d/%m/%Y}, {clock}] "
    if not sender:
        return f"{stamp}{other}: {_MARK}{words}"
    if words == "<image omitted>":
        return f"{_MARK}{stamp}{sender}: {_MARK}image omitted"
    return f"{stamp}{sender}: {words}"


def _android(moment: datetime, sender: str, words: str, other: str, style: str) -> str:
    return f"{moment:%d/%m/%Y, %H:%M} - {sender + ': ' if sender else ''}{words}"
