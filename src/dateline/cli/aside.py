"""What is no report, or not read: told or counted beside the reports of a command, which go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dateline.cli import output

if TYPE_CHECKING:
    from dateline.model.report import Report
    from dateline.model.text import Document

__all__ = ["Aside"]


class Aside:
    """Counts what could not be read and what was skipped, after saying so; the batch goes on.

    Reports that are not about diplomacy are only counted. Where all are read (``keep_all``), what those hold
    is counted instead: an audit of the gate.
    """

    def __init__(self, *, keep_all: bool = False) -> None:
        """Nothing was counted yet."""
        self.failed = 0
        self.skipped = 0
        self.irrelevant = 0
        self.keep_all = keep_all
        self._doubted: dict[int, Document] = {}
        self._held = dict.fromkeys(("meetings", "positions", "statements"), 0)

    def reports(self, results: Iterator[Any]) -> Iterator[Report]:
        """The reports among ``results``."""
        from dateline.errors import NotRelevant  # noqa: PLC0415 - loaded when a report is read
        from dateline.sources import Failure  # noqa: PLC0415 - the same

        for result in results:
            if not isinstance(result, Failure):
                self._audit(result)
                yield result
            elif isinstance(result.error, NotRelevant):
                self.irrelevant += 1
            else:
                self.failed += not result.skipped
                self.skipped += result.skipped
                output.complain(str(result.error))

    def doubt(self, document: Document) -> None:
        """A document that is read although the gate, or a first look at its page, would have left it out."""
        self._doubted[id(document)] = document

    def _audit(self, report: Report) -> None:
        if self._doubted.pop(id(report.document), None) is not None:
            self.irrelevant += 1
            for kind in self._held:
                self._held[kind] += len(getattr(report, kind))

    @property
    def words(self) -> str | None:
        """What was skipped as not about diplomacy, or would have been, in words; None for nothing."""
        if not self.irrelevant:
            return None
        if self.keep_all:
            held = ", ".join(f"{count} {kind}" for kind, count in self._held.items())
            return f"{self.irrelevant} not about diplomacy, with {held}"
        return f"{self.irrelevant} skipped as not about diplomacy"

    @property
    def exit_code(self) -> int:
        """1 when a report could not be read, else 0: to skip is no failure."""
        return 1 if self.failed else 0
