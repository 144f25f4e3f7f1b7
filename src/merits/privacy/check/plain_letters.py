"""Text reduced to what a reader would take it for; the check's own way, by whole-string normalisation."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\ufffe"
    "\x00-\x08\x0e-\x1d\x7f-\x84\x86-\x9f\U000e0000-\U000e0fff]"
)
_SAME_LOOK = str.maketrans(
    {
        **dict(zip("аеіјкморсԁтухѕһԛԝ", "aeijkmopcdtyxshqw", strict=True)),
        **dict(zip("АВЕІЈКМНОРСТУХЅ", "ABEIJKMHOPCTYXS", strict=True)),
        **dict(zip("αεικνορτυχγ", "aeikvoptuxy", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
        **dict(zip("ɑɡıɩʟʀɴᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜱ", "agiilrnacdejkmoptuvwzs", strict=True)),
        **dict(zip("łŁøØđĐðÐħĦŧŦ", "lLoOdDdDhHtT", strict=True)),
        **{"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss", "ẞ": "SS", "þ": "th", "Þ": "TH"},
        **dict.fromkeys("’‘‛`´ʼʹʻ′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\x85\u2028\u2029", "\n"),
    }
)


def plain(text: str) -> str:
    """``text`` with look-alikes, accents and invisible characters taken for what they look like; case kept.

    Characters for private use are kept: the looker separates records by one.
    """
    if text.isascii():
        return _UNSEEN.sub("", text)
    once = unicodedata.normalize("NFKD", text).translate(_SAME_LOOK)
    return _UNSEEN.sub("", once)


def letters_only(text: str) -> str:
    """Letters and digits of ``text``, plain and in lower case."""
    return re.sub(r"[\W_]+", "", plain(text).lower())
