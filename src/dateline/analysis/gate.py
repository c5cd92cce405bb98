"""The gate before the parse: which reports of a stream are read in full (docs/speed.md)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.errors import NotRelevant, ReadingError
from dateline.model.provenance import Form, PubStatus
from dateline.model.text import Document
from dateline.sources.raw import Raw

if TYPE_CHECKING:
    from dateline.reading.first_look import FirstLook

__all__ = ["Gate", "look_at"]


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets through the reports that are ``named`` by themselves, and those that may be about diplomacy.

    A page is asked twice: at first look, before its article is found, and when its text is known. With
    ``keep_all`` every report is let through, after ``doubted`` was told each that else would not be.
    """

    named: frozenset[str]
    keep_all: bool
    doubted: Callable[[Document], None] | None = None

    def read(self, raw: Raw) -> Document:
        """The document in ``raw``.

        Raises :class:`~dateline.errors.NotRelevant` for one that is kept out, and what
        :func:`dateline.reading.read` raises.
        """
        from dateline.reading import read  # noqa: PLC0415 - what reads no report need not load it

        if raw.where in self.named or (self.keep_all and self.doubted is None):
            return read(raw)
        return self._audited(raw) if self.keep_all else self._kept(raw)

    def _kept(self, raw: Raw) -> Document:
        from dateline.analysis.relevance import is_relevant  # noqa: PLC0415 - the world is loaded for streams
        from dateline.reading import read  # noqa: PLC0415 - as above

        document = read(raw, lambda first: look_at(first, raw))
        if not is_relevant(document):
            raise _not_relevant(raw.where)
        return document

    def _audited(self, raw: Raw) -> Document:
        """The document whatever it is about, after telling of one that :meth:`_kept` would not give."""
        from dateline.analysis.relevance import is_relevant  # noqa: PLC0415 - as above
        from dateline.reading import read  # noqa: PLC0415 - as above

        refused = []

        def look(first: FirstLook) -> None:
            try:
                look_at(first, raw)
            except ReadingError as error:
                refused.append(error)

        document = read(raw, look)
        if self.doubted and (refused or not is_relevant(document)):
            self.doubted(document)
        return document


def look_at(first: FirstLook, raw: Raw) -> None:
    """Refuse the page in ``raw`` if no part of it can be a report in English that is about diplomacy.

    Raises :class:`~dateline.errors.OtherLanguage` or :class:`~dateline.errors.NotRelevant`.
    """
    from dateline.analysis.relevance import may_hold  # noqa: PLC0415 - the world is loaded for streams
    from dateline.reading.language import refuse_foreign  # noqa: PLC0415 - as above

    if not first.is_telling:
        return
    refuse_foreign((*first.titles, *first.blocks), raw.where, raw.language)
    if raw.pub_status is PubStatus.USABLE and raw.form is Form.PROSE:
        text = f"{raw.title}\n{first.text}" if raw.title else first.text
        if not may_hold(text):
            raise _not_relevant(raw.where)


def _not_relevant(where: str) -> NotRelevant:
    return NotRelevant(f"{where}: skipped as not about diplomacy; --keep-all reads it.")
