"""The issue of a claim, looked up in its own words first, then in what they look back to."""

from __future__ import annotations

from dateline.analysis.positions import issues
from dateline.analysis.positions.issues import IssueMatch
from dateline.model.findings import Issue

__all__ = ["Topics"]

AGREEMENTS = frozenset(
    {"deal", "agreement", "pact", "accord", "treaty", "program", "programme", "initiative"}
)
POINTING = frozenset({"it", "this", "that"})
AROUND = ".,;:\"'\u201c\u201d\u2018\u2019()[]"
AROUND_IT = 2
"""Which of the texts of a claim is its whole sentence."""
LEANING = 1.0
SURE = 2.0
"""The weight at which a word names its issue rather than leans to it."""


class Topics:
    """What a report has spoken of so far: "the deal" keeps the issue it was named with; "it" the last one."""

    def __init__(self) -> None:
        """Nothing is named yet."""
        self._agreements: dict[str, Issue] = {}
        self._last: Issue | None = None

    def read(self, text: str) -> None:
        """Remember the issues and agreements of the next sentence."""
        found = issues.weigh(text)
        sure = [m for m in found if m.weight > SURE and m.issue is not Issue.TALKS]
        self._last = sure[0].issue if sure else self._last
        for match in found:
            words = text[match.start : match.end + 12].casefold().split()
            length = len(text[match.start : match.end].split())
            for word in words[length - 1 : length + 1]:
                if (
                    word.strip(AROUND) in AGREEMENTS
                    and match.weight >= SURE
                    and match.issue is not Issue.TALKS
                ):
                    self._agreements[word.strip(AROUND)] = match.issue

    def issue(self, texts: tuple[str, ...], *, pointing: bool = False) -> IssueMatch:
        """The issue of the first of ``texts`` that has one, the claim's own words first.

        Words that only lean to an issue give way to an agreement named before; with ``pointing`` (the
        subject is "it" or "this") a claim without an issue is about the last one named.
        """
        for place, text in enumerate(texts):
            found = issues.best(issues.weigh(text))
            if place == AROUND_IT:  # the sentence tells what is near the matter, not surely what it is
                found = found._replace(weight=min(found.weight, LEANING))
            named = self._recall(text) if found.weight < SURE else None
            if named is not None:
                return IssueMatch(named, SURE, 0, 0)
            if found.weight:
                return found
        if pointing and self._last is not None:
            return IssueMatch(self._last, 1.0, 0, 0)
        return issues.best(())

    def _recall(self, text: str) -> Issue | None:
        words = (w.strip(AROUND) for w in text.casefold().split())
        return next((self._agreements[w] for w in words if w in self._agreements), None)
