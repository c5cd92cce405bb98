"""Everything that can go wrong and is worth a sentence to a person.

::

    DatelineError
    ├── SourceError          a report could not be fetched or opened
    │   └── ForbiddenAddress an address that Dateline will not fetch by default
    ├── ReadingError         bytes that are not a report Dateline can read
    │   ├── NotText          binary, undecodable, empty
    │   ├── NoArticle        a page without an article
    │   ├── OtherLanguage    a report in a language other than English
    │   ├── NotRelevant      a report of a stream that is not about diplomacy
    │   └── Withheld         a report that its publisher does not let be used yet
    ├── QueryError           a filter that cannot be understood
    ├── SettingError         an environment variable or a file of settings that cannot be used
    ├── EvidenceError        an offset that does not open at its quote (the evidence law)
    ├── LedgerError          a ledger that cannot be opened, or is not one
    │   └── GoneError        an id that no reading of its report gives anything any more
    ├── ExportError          what cannot be written, or sent, in the form asked for
    └── BulkError            work on many reports that cannot be begun, or gone on with

Every message says what, where, and what to do, in one sentence.
"""

from __future__ import annotations

__all__ = [
    "BulkError",
    "DatelineError",
    "EvidenceError",
    "ExportError",
    "ForbiddenAddress",
    "GoneError",
    "LedgerError",
    "NoArticle",
    "NotRelevant",
    "NotText",
    "OtherLanguage",
    "QueryError",
    "ReadingError",
    "SettingError",
    "SourceError",
    "Withheld",
]


class DatelineError(Exception):
    """The root of the tree: catch this to catch everything Dateline raises on purpose."""


class SourceError(DatelineError):
    """A report could not be fetched or opened."""


class ForbiddenAddress(SourceError):
    """An address that is not fetched unless ``--allow-private`` is given."""


class ReadingError(DatelineError):
    """Bytes that are not a report Dateline can read."""


class NotRelevant(ReadingError):
    """A report of a stream that the relevance gate keeps out: it is not about diplomacy."""


class NotText(ReadingError):
    """Empty, binary or undecodable bytes."""


class NoArticle(ReadingError):
    """A page in which no article was found."""


class OtherLanguage(ReadingError):
    """A report in another language than English."""


class Withheld(ReadingError):
    """A report that its publisher holds back: withheld, or under an embargo that has not passed."""


class QueryError(DatelineError):
    """A filter whose value cannot be understood."""


class SettingError(DatelineError):
    """An environment variable or a file of settings that cannot be used."""


class EvidenceError(DatelineError):
    """Offsets that do not open at their quote."""


class LedgerError(DatelineError):
    """A ledger that cannot be opened, or a file that is not a ledger."""


class GoneError(LedgerError):
    """An id that an older reading of a report gave, and that nothing has any more."""


class ExportError(DatelineError):
    """An export that cannot be made: a library is missing, or the place is taken or cannot be written."""


class BulkError(DatelineError):
    """Work on many reports that cannot be begun, or gone on with."""
