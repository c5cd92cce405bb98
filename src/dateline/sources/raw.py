"""What a source hands over: the bytes of one report and what is known of them, or why there are none."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import DatelineError
from dateline.model.provenance import Form, Provenance, PubStatus
from dateline.model.times import When

__all__ = ["HTML", "TEXT", "Failure", "Raw", "fact", "quotable", "record_of", "under_title"]

TEXT = "text/plain"
HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one report with the metadata that came with it.

    ``media_type`` is ``text/plain`` or ``text/html``; ``charset`` is what the transport declared.
    ``where`` names the report in messages: a path as given, ``-``, an address, ``file.jsonl:12``.
    ``url`` is the address somebody gave for the report; ``fetched`` is the one its bytes came from
    after redirects, which a page's own canonical address may better.

    ``credits``, ``record``, ``key``, ``version``, ``form``, ``byline``, ``urgency`` and ``subjects`` are
    those of :class:`~dateline.model.provenance.Provenance`. A report that is ``withheld``, or whose
    ``embargo`` has not passed (a vague one never does), is refused when it is read.
    """

    data: bytes
    media_type: str
    where: str
    path: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: When | None = None
    charset: str | None = None
    language: str | None = None
    fetched: str | None = None
    credits: tuple[str, ...] = ()
    record: str | None = None
    key: str | None = None
    version: str | None = None
    pub_status: PubStatus = PubStatus.USABLE
    embargo: When | None = None
    form: Form = Form.PROSE
    byline: str | None = None
    urgency: int | None = None
    subjects: tuple[str, ...] = ()

    @property
    def provenance(self) -> Provenance:
        """What the report keeps of where it came from, every word of it in one printable line."""
        return Provenance(
            credits=tuple(dict.fromkeys(c for c in map(fact, self.credits) if c)),
            record=fact(self.record),
            key=fact(self.key),
            version=fact(self.version),
            pub_status=self.pub_status,
            form=self.form,
            byline=fact(self.byline),
            urgency=self.urgency,
            subjects=tuple(dict.fromkeys(s for s in map(fact, self.subjects) if s)),
        )


def fact(words: str | None) -> str | None:
    """A fact in one line that can be printed and hashed: no controls, no half of a surrogate pair."""
    whole = " ".join((words or "").split()).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(c for c in whole if unicodedata.category(c) != "Cc") or None


def quotable(words: str | None, most: int = 60) -> str:
    """Words of an input as a message may show them: in one line, cut, what cannot be printed as U+FFFD."""
    line = " ".join((words or "").split())
    line = line if len(line) <= most else f"{line[: most - 1]}…"
    return "".join(c if c.isprintable() else "\ufffd" for c in line)


def record_of(where: str, path: str | None) -> str | None:
    """Where in the file at ``path`` something lies that is called ``where``: ``mail.mbox#17``."""
    inside = where.removeprefix(path or "")
    return f"{Path(path or '').name}{inside}" if path and inside and inside != where else None


def under_title(title: str | None, text: str) -> str:
    """The text under its title: a headline is a part of what a report says, and can be cited.

    A text that opens with the title already stays as it is.
    """
    words = " ".join((title or "").split())
    if not words or " ".join(text.lstrip().split("\n", 1)[0].split()) == words:
        return text
    return f"{words}\n{text}"


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that gave no report: where it is, and the error with its sentence. The batch goes on.

    ``skipped``: a file met in a folder that is no kind of report; told, but nothing went wrong.
    """

    where: str
    error: DatelineError
    skipped: bool = False
