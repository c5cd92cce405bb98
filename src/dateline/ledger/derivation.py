"""Which report is made from which: copies, abridgements, rewrites, quotations, and absent originals.

A report is compared with the few *earlier* ones that share a key with it (:func:`keys`: runs of
words, an address, the outlet that it credits and the days before), so its derivations are a pure
function of itself and of those: :func:`derived_from` is the fold of one block, and a new report
costs its own keys, not the ledger. Of each key the first and the last few are looked at, so that a
footer which ten thousand reports share costs no more than one.

What counts, in this order: the same address; the runs of five words outside quotation marks that two
reports share; an explicit credit, which leads to the credited outlet's report where the ledger has
one that tells the same names and numbers, and else to its name.
"""

from __future__ import annotations

import datetime as dt
from bisect import insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dateline.ledger.carriers import Carrier, Credit, outlet_key
from dateline.model.lineage import Derivation, DerivationKind, Reuse

__all__ = ["COMPARED", "NEAR", "derivations", "derived_from", "kept_under", "keys", "near"]

NEAR = 8
"""So many of the first, and of the last, reports before a report under one key are compared with it."""

COMPARED = 16
"""Of all of them those that share most keys."""

_NEWS = dt.timedelta(days=30)  # news is rewritten while it is news; what is copied may be old
_CREDIT_DAYS = 3  # what an outlet credits was published at most so long before
_SAME = 0.55  # Jaccard of two texts of which one is a copy: an editor may change a sentence in five
_HELD = 0.7  # of a shorter text's runs stand in the longer: it was cut out of it
_PART = 0.25  # of a text's runs: more than formulas and titles make
_SENTENCE = 12  # runs on end are a long sentence, word for word
_SHORT = 0.8  # a copy that is shorter than this part of the original is an abridgement
_SHARED_FACTS = 0.4  # of the names and numbers of a rewrite stand in what it credits


def keys(carrier: Carrier) -> frozenset[str]:
    """What an earlier report must be found under to be an original of ``carrier``."""
    wanted = set(carrier.fingerprint.keys) | {f"url {u}" for u in carrier.urls}
    for credit in carrier.credits:
        wanted |= {f"outlet {credit.key} {day}" for day in _days(carrier)}
    return frozenset(wanted)


def kept_under(carrier: Carrier) -> frozenset[str]:
    """Under what ``carrier`` is found by later reports."""
    found = set(carrier.fingerprint.keys) | {f"url {u}" for u in carrier.urls}
    if carrier.outlet:
        found.add(f"outlet {outlet_key(carrier.outlet)} {carrier.day}")
    return frozenset(found)


def _days(carrier: Carrier) -> list[dt.date | None]:
    day = carrier.day
    if day is None:
        return [None]
    return [day - dt.timedelta(days=n) for n in range(min(_CREDIT_DAYS + 1, day.toordinal()))]


def near(order: Sequence[tuple[tuple[str, str], str]]) -> list[str]:
    """Of the reports under one key, in order, those that are compared: the first and the last few."""
    chosen = order if len(order) <= 2 * NEAR else [*order[:NEAR], *order[-NEAR:]]
    return [name for _, name in chosen]


def derivations(carriers: Iterable[Carrier]) -> dict[str, tuple[Derivation, ...]]:
    """Of every derived report, what it is derived from; whatever the order of ``carriers``."""
    once = {c.id: c for c in carriers}
    index: dict[str, list[tuple[tuple[str, str], str]]] = {}
    found: dict[str, tuple[Derivation, ...]] = {}
    for carrier in sorted(once.values(), key=lambda c: c.order):
        earlier: Counter[str] = Counter()
        for key in keys(carrier):
            earlier.update(near(index.get(key, ())))
        chosen = sorted(earlier, key=lambda name: (-earlier[name], once[name].order))[:COMPARED]
        if derived := derived_from(carrier, [once[name] for name in chosen]):
            found[carrier.id] = derived
        for key in kept_under(carrier):
            insort(index.setdefault(key, []), (carrier.order, carrier.id))
    return found


def derived_from(carrier: Carrier, earlier: Sequence[Carrier]) -> tuple[Derivation, ...]:
    """What ``carrier`` is derived from, given the earlier reports that share a key with it."""
    taken = _by_address(carrier, earlier) or _by_words(carrier, earlier)
    if taken is not None and taken.kind in {DerivationKind.COPY, DerivationKind.ABRIDGEMENT}:
        signed = [c for c in carrier.credits if c.dateline]
        whose = {outlet_key(e.outlet) for e in earlier if e.id == taken.source and e.outlet}
        # Two outlets that print one agency's dispatch have it from the agency, not from each other.
        absent = [c for c in signed if c.key not in whose and not any(_publishes(e, c) for e in earlier)]
        return tuple(_absent(carrier, c) for c in absent) or (taken,)
    given = [c for c in carrier.credits if c.sure or any(_publishes(e, c) for e in earlier)]
    credited = [_by_credit(c, carrier, earlier) for c in given]
    sources = {d.source for d in credited if d.source}
    first = () if taken is None or taken.source in sources else (taken,)
    if first and any(c.key == outlet_key(first[0].name or "") for c in given):
        return first
    return (*first, *credited)


def _publishes(other: Carrier, credit: Credit) -> bool:
    return other.outlet is not None and outlet_key(other.outlet) == credit.key


def _by_address(carrier: Carrier, earlier: Sequence[Carrier]) -> Derivation | None:
    for other in sorted(earlier, key=lambda e: e.order):
        if shared := set(carrier.urls) & set(other.urls):
            evidence = Reuse(f"It has the address of an earlier report: {min(shared)}")
            return Derivation(carrier.id, DerivationKind.COPY, evidence, other.id, other.outlet)
    return None


def _by_words(carrier: Carrier, earlier: Sequence[Carrier]) -> Derivation | None:
    """The earlier report whose own prose is most alike; of equals the earliest."""
    ours = frozenset(carrier.fingerprint.prose.hashes)
    best: tuple[float, Carrier, DerivationKind, frozenset[int]] | None = None
    for other in sorted(earlier, key=lambda e: e.order):
        theirs = frozenset(other.fingerprint.prose.hashes)
        shared = ours & theirs
        longer = carrier.fingerprint.words >= _SHORT * other.fingerprint.words
        kind = _kind(len(ours), len(theirs), len(shared), longer=longer)
        if kind is None or (kind is DerivationKind.REWRITE and _is_old(other, carrier)):
            kind = _passage(carrier, shared)
        alike = len(shared) / len(ours | theirs) if shared else 0.0
        if kind is not None and (best is None or alike > best[0] + 0.02):
            best = alike, other, kind, shared
    if best is None:
        return None
    _, other, kind, shared = best
    start, end = carrier.fingerprint.prose.passage(shared) or (None, None)
    part = round(100 * len(shared) / len(ours))
    evidence = Reuse(f"{part} % of its own prose, in runs of five words, stands there", start, end)
    return Derivation(carrier.id, kind, evidence, other.id, other.outlet)


def _kind(ours: int, theirs: int, shared: int, *, longer: bool) -> DerivationKind | None:
    """What ``ours`` runs are of ``theirs``, ``shared`` of them in both; ``longer``: little is left out."""
    if not shared or min(ours, theirs) < 3:
        return None
    if shared / (ours + theirs - shared) >= _SAME or shared / ours >= _HELD:
        return DerivationKind.COPY if longer else DerivationKind.ABRIDGEMENT
    if shared / ours >= _PART or (shared / theirs >= _HELD and shared / ours >= _PART / 2):
        return DerivationKind.REWRITE
    return None


def _is_old(other: Carrier, carrier: Carrier) -> bool:
    """Whether nobody would rewrite ``other`` any more when ``carrier`` was written."""
    return other.day is not None and carrier.day is not None and carrier.day - other.day > _NEWS


def _passage(carrier: Carrier, shared: frozenset[int]) -> DerivationKind | None:
    """A long sentence of another report, word for word and without quotation marks, is a quotation of it."""
    long_enough = len(shared) >= _SENTENCE and carrier.fingerprint.prose.longest(shared) >= _SENTENCE
    return DerivationKind.QUOTATION if long_enough else None


def _by_credit(credit: Credit, carrier: Carrier, earlier: Sequence[Carrier]) -> Derivation:
    """The credited outlet's report that tells the same, else the outlet's name."""
    if credit.dateline:
        kind = DerivationKind.COPY
    elif credit.early and credit.share >= 0.25:
        kind = DerivationKind.REWRITE
    else:
        kind = DerivationKind.QUOTATION
    ranked = sorted(
        ((_told(carrier, e), e) for e in earlier if _publishes(e, credit) and e.day in _days(carrier)),
        key=lambda pair: (-pair[0], pair[1].order),
    )
    why = "Its metadata credits that outlet" if credit.start is None else "It credits that outlet"
    evidence = Reuse(why, credit.start, credit.end)
    if ranked and ranked[0][0] >= _SHARED_FACTS:
        return Derivation(carrier.id, kind, evidence, ranked[0][1].id, credit.name)
    return Derivation(carrier.id, kind, evidence, None, credit.name)


def _told(carrier: Carrier, other: Carrier) -> float:
    """How much of one report's names and numbers the other has; a shared quotation is worth two fifths."""
    ours, theirs = carrier.fingerprint.facts, other.fingerprint.facts
    shared = len(ours & theirs) / max(min(len(ours), len(theirs)), 3)
    quoted = set(carrier.fingerprint.quoted.hashes) & set(other.fingerprint.quoted.hashes)
    return shared + (0.4 if quoted else 0.0)


def _absent(carrier: Carrier, credit: Credit) -> Derivation:
    why = "Its metadata credits that outlet" if credit.start is None else "Its dateline names that agency"
    evidence = Reuse(why, credit.start, credit.end)
    return Derivation(carrier.id, DerivationKind.COPY, evidence, None, credit.name)


def quoted(derivation: Derivation, text: str) -> Derivation:
    """The derivation with its evidence cited from ``text``, the frozen text of the derived report."""
    found = derivation.evidence
    if found.start is None or found.end is None:
        return derivation
    cited = Reuse(found.why, found.start, found.end, text[found.start : found.end])
    return Derivation(derivation.report, derivation.kind, cited, derivation.source, derivation.name)


Lineage = Mapping[str, tuple[Derivation, ...]]
"""Report to what it is derived from; a report that is not there is an original."""
