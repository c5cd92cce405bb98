"""The evidence law over stored reports: every range opens at its words, every reference at its finding."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.errors import EvidenceError
from dateline.model.report import Report

__all__ = ["Violation", "violations"]


@dataclass(frozen=True, slots=True)
class Violation:
    """Something in the ledger that breaks a law: where, and a sentence."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"

    def as_dict(self) -> dict[str, str]:
        """The violation as plain values."""
        return {"where": self.where, "message": self.message}


def violations(contract: Mapping[str, Any], text: str, report: str) -> Iterator[Violation]:
    """What is wrong with one report as stored: its JSON, its text, and the id it stands under."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if sha256 != contract["report"]["sha256"]:
        yield Violation(report, f"The stored text has the SHA-256 {sha256}, not the one it was read with.")
    if len(text) != contract["report"]["length"]:
        yield Violation(
            report, f"The stored text has {len(text)} characters, not the number it was read with."
        )
    yield from _evidence({k: v for k, v in contract.items() if k != "report"}, text, report)
    yield from _references(contract, report)
    yield from _readback(contract, text, report)


def _evidence(value: object, text: str, where: str) -> Iterator[Violation]:
    """Walk everything: a mapping with start and end is evidence, a list of two numbers is a range."""
    if isinstance(value, Mapping):
        where = f"{where}.{value['id']}" if value.get("id", where) != where else where
        if value.get("start") is not None and value.get("end") is not None:
            yield from _range(value["start"], value["end"], value.get("quote"), text, where)
        for item in value.values():
            yield from _evidence(item, text, where)
    elif isinstance(value, list):
        if len(value) == 2 and all(type(n) is int for n in value):
            yield from _range(value[0], value[1], None, text, where)
            return
        for item in value:
            yield from _evidence(item, text, where)


def _range(start: int, end: int, quote: str | None, text: str, where: str) -> Iterator[Violation]:
    if not 0 <= start < end <= len(text):
        yield Violation(where, f"No words stand at {start}:{end} of a text of {len(text)} characters.")
    elif quote is not None and text[start:end] != quote:
        yield Violation(where, f"The words at {start}:{end} are not its quote.")


def _references(contract: Mapping[str, Any], report: str) -> Iterator[Violation]:
    """Findings may speak of statements and actors of their own report only."""
    statements = {s["id"] for s in contract["statements"]}
    actors = {a["id"] for a in contract["actors"]}
    for said in contract["statements"]:
        where = f"{report}.{said['id']}"
        yield from _known(said["parent"], statements, "statement", where)
        yield from _known(said["speaker"]["actor"], actors, "actor", where)
    for meeting in contract["meetings"]:
        for claim in meeting["assertions"]:
            yield from _known(claim.get("statement"), statements, "statement", f"{report}.{meeting['id']}")
    for number, position in enumerate(contract["positions"], 1):
        yield from _known(position["statement"], statements, "statement", f"{report}.p{number}")


def _known(name: str | None, names: set[str], what: str, where: str) -> Iterator[Violation]:
    if name is not None and name not in names:
        yield Violation(where, f"It speaks of the {what} {name}, which its report does not have.")


def _readback(contract: Mapping[str, Any], text: str, report: str) -> Iterator[Violation]:
    """The JSON is a report again, the same one, under the same id."""
    try:
        again = Report.from_dict(contract, text)
    except (EvidenceError, KeyError, TypeError, ValueError) as error:
        yield Violation(report, f"The stored findings are not those of a report ({error!r}).")
        return
    if again.id != report:
        yield Violation(report, f"Its content has the id {again.id}.")
    elif again.as_dict() != contract:
        yield Violation(report, "The stored findings read back as something else.")
