"""How much a document may ask of the machine before it is refused (``E-LIMIT``).

Generous for anything a person files, small enough that a picture bomb or a zip bomb ends in a message and not in a
dead laptop. All sizes are bytes unless named otherwise.
"""

from __future__ import annotations

MEBIBYTE = 1024 * 1024

#: The largest original that is read at all.
DOCUMENT = 512 * MEBIBYTE
#: What one compressed stream of a PDF may grow to.
STREAM = 256 * MEBIBYTE
#: One XML file of a DOCX: a thousand pages of text is a tenth of it.
WORD_PART = 32 * MEBIBYTE
#: The text of one document (a chat export, an e-mail body).
TEXT = 64 * MEBIBYTE
#: What all members of a zip together may grow to. Chat exports carry videos.
ARCHIVE = 4096 * MEBIBYTE
#: Members of a zip.
MEMBERS = 20_000
#: Pixels of one picture, and of one rendered page. 100 million is an A2 page at 300 dpi, or a 12,000 x 8,000 photo.
PIXELS = 100_000_000
#: Parts of one e-mail, with those of the e-mails inside it.
MAIL_PARTS = 500
#: E-mails inside e-mails inside e-mails.
MAIL_DEPTH = 5
#: Seconds Tesseract may take over one page. A full A4 page takes about five.
OCR_SECONDS = 240
