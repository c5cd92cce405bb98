"""What the decisions in force say of the findings and names of today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations, product

from dateline.ledger.aliases import Aliases, alike, parted_key
from dateline.ledger.decisions import Anchor, Decision, Decisions, Verb, in_force, pair
from dateline.ledger.names import tokens
from dateline.model.reviewed import Reviewed

__all__ = ["mark", "resolve"]


def resolve(decisions: Iterable[Decision], anchors_of: Callable[[str], Iterable[Anchor]]) -> Decisions:
    """The decisions in force by the ids that their findings have now.

    ``anchors_of`` gives a report's findings. A decision whose words are no finding any more has
    nothing to say of them, until a later analysis finds them again.
    """
    today = _Today(anchors_of)
    together: set[tuple[str, str]] = set()
    apart: set[tuple[str, str]] = set()
    rejected: set[str] = set()
    corrected: dict[str, dict[str, str | None]] = {}
    last: dict[str, Decision] = {}
    names = _Names(today)
    for decision in in_force(decisions):
        if names.take(decision):
            continue
        about = today.names(decision.about)
        last |= dict.fromkeys((*about, *today.findings(decision.about)), decision)
        if decision.verb is Verb.REJECT:
            rejected |= set(about)
        elif decision.verb is Verb.ACCEPT:
            rejected -= set(about)
        elif decision.verb is Verb.CORRECT:
            rejected -= set(about)
            for name in about:
                corrected[name] = corrected.get(name, {}) | dict(decision.values)
        else:
            ours, theirs = today.findings(decision.about), today.findings(decision.rest)
            one = {pair(*two) for two in combinations(ours, 2)}
            other = {pair(*two) for two in product(ours, theirs) if two[0] != two[1]}
            together, apart = (together | one) - other, (apart | other) - one
    return Decisions(
        frozenset(together), frozenset(apart), frozenset(rejected), corrected, last, names.aliases()
    )


class _Names:
    """What the decisions about actors say of names, one after another."""

    def __init__(self, today: _Today) -> None:
        self._today = today
        self._together: set[tuple[str, str]] = set()
        self._apart: set[tuple[str, str]] = set()
        self._parted: dict[tuple[str, str], int] = {}
        self._preferred: list[str] = []
        self._decided: dict[str, Reviewed] = {}

    def take(self, decision: Decision) -> bool:
        """Hear one decision; whether it is about actors."""
        if decision.names and decision.verb is Verb.MERGE:
            one = {pair(*two) for two in combinations(decision.names, 2)}
            self._together, self._apart = self._together | one, self._apart - one
            self._preferred.append(decision.names[0])
        elif decision.names:
            other = {pair(*two) for two in product(decision.names, decision.other_names)}
            self._together = (self._together | self._sides(decision)) - other
            self._apart |= other
        elif any(a.kind == "actor" for a in decision.about):
            self._part(decision)
            return True
        else:
            return False
        self._decided |= dict.fromkeys((*decision.names, *decision.other_names), mark(decision))
        return True

    def _sides(self, decision: Decision) -> set[tuple[str, str]]:
        """The pairs that a split leaves as they are: names put together that go, or stay, together."""
        known = alike(self._together, ())
        both = [[n for n in names if n in known] for names in (decision.names, decision.other_names)]
        return {
            pair(*two) for names in both for two in combinations(names, 2) if known[two[0]] == known[two[1]]
        }

    def _part(self, decision: Decision) -> None:
        """What some reports call an actor is somebody else's name there."""
        for anchor in self._today.anchors(decision.about):
            name = " ".join(tokens(anchor.called or ""))
            if name:
                self._parted[anchor.report, name] = decision.number
                self._decided |= dict.fromkeys((name, parted_key(name, decision.number)), mark(decision))

    def aliases(self) -> Aliases:
        """All of it."""
        names = alike(self._together, self._preferred)
        return Aliases(names, frozenset(self._apart), self._parted, self._decided)


def mark(decision: Decision) -> Reviewed:
    """The mark that a decision leaves on an answer."""
    return Reviewed(decision.number, decision.verb.value, decision.who, decision.at, dict(decision.machine))


class _Today:
    """What the findings of a decision are called now."""

    def __init__(self, anchors_of: Callable[[str], Iterable[Anchor]]) -> None:
        self._anchors_of = anchors_of
        self._known: dict[str, tuple[Anchor, ...]] = {}

    def names(self, anchors: Iterable[Anchor]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(a.name for a in map(self._now, anchors) if a))

    def findings(self, anchors: Iterable[Anchor]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(a.finding for a in map(self._now, anchors) if a))

    def anchors(self, anchors: Iterable[Anchor]) -> tuple[Anchor, ...]:
        return tuple(dict.fromkeys(a for a in map(self._now, anchors) if a))

    def _now(self, then: Anchor) -> Anchor | None:
        """The finding of today whose words are those of ``then`` most nearly, if any shares half of them."""
        if then.report not in self._known:
            self._known[then.report] = tuple(self._anchors_of(then.report))
        near = [a for a in self._known[then.report] if a.shared(then) >= _SAME]
        return max(near, key=lambda a: (a.shared(then), a.name == then.name), default=None)


_SAME = 0.5  # of the words of both, that two findings must share to be one
