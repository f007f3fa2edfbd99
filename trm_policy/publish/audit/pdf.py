"""A PDF → the text that is shown on its pages and said about it.

Pages hold the numbers of glyphs rather than letters: only a program that reads its fonts knows
what a reader sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pypdfium2

_MOST_BYTES = 64 << 20
_MOST_PAGES = 2_000


def pdf_texts(raw: bytes, unread: Callable[[str], object]) -> Iterator[str | bytes]:
    """Its title and the like, its pages, and the files in it; ``unread`` is told of what is not."""
    if len(raw) > _MOST_BYTES:
        unread(f"it is a PDF of more than {_MOST_BYTES >> 20} MB")
        return
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        unread("it is a PDF with a password" if locked else "it is a broken PDF")
        return
    try:
        yield from _parts(document, unread)
    except pypdfium2.PdfiumError:
        unread("it is a PDF with broken pages")
    finally:
        document.close()


def _parts(
    document: pypdfium2.PdfDocument, unread: Callable[[str], object]
) -> Iterator[str | bytes]:
    yield "\n".join(document.get_metadata_dict().values())
    yield "\n".join(mark.get_title() for mark in document.get_toc())
    if len(document) > _MOST_PAGES:
        unread(f"it is a PDF of more than {_MOST_PAGES} pages")
    for number in range(min(len(document), _MOST_PAGES)):
        page = document[number]
        words = page.get_textpage()
        yield words.get_text_range()
        words.close()
        page.close()
    for number in range(document.count_attachments()):
        attached = document.get_attachment(number)
        yield attached.get_name()
        yield bytes(attached.get_data())
