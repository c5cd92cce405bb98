"""Identity, derivation and utterances on stories of our own: pairwise F1, false merges listed.

    python benchmarks/identity.py [FOLDER] [--mutate names|dates] [--errors]

Every report of every story goes into one ledger. A *mention* is a mark of a story: the words of one report
that tell of one meeting, or hold one utterance. Two mentions of one thing in two reports are a pair that
should be together. ``found`` counts only pairs whose mentions were both read (identity alone); ``all``
counts a pair as lost when either was not (reading and identity together). Derivations are edges from a
report to what it is made from; ``kind`` is the share of the right edges that have the right kind too.

``--mutate names`` gives the people of every other report of a story other names, ``--mutate dates`` moves
every other report by two years: what were pairs then are none, and the figures against the old truth must
fall.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from stories import STORIES, Mark, Marked, later, read_stories, renamed

from dateline.ledger.fold import fold
from dateline.ledger.found import Found, found_in
from dateline.model.entries import Entries
from dateline.model.report import Report
from dateline.reports import read_text

Mention = tuple[str, str]
"""The gold thing (``story/name``) and the report (``story/name``) that tells of it."""


@dataclass
class Pairs:
    """How often two mentions that belong together are together, and who is with whom wrongly."""

    right: int = 0
    predicted: int = 0
    gold: int = 0
    gold_found: int = 0
    false: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def f1(self, gold: int) -> tuple[float, float, float]:
        """Precision, recall and F1 in per cent against ``gold`` pairs."""
        precision = self.right / self.predicted if self.predicted else 1.0
        recall = self.right / gold if gold else 1.0
        both = precision + recall
        return 100 * precision, 100 * recall, 100 * (2 * precision * recall / both if both else 0.0)


@dataclass(frozen=True)
class Reading:
    """The reports of all stories, read, and what they amount to."""

    marked: Mapping[str, Marked]
    reports: Mapping[str, Report]
    entries: Entries

    @classmethod
    def of(cls, stories: Iterable[Marked]) -> Reading:
        """Read every report as the product does, and fold them all in one ledger."""
        marked = {m.key: m for m in stories}
        reports = {k: read_text(m.text, published=m.published, outlet=m.outlet) for k, m in marked.items()}
        return cls(marked, reports, fold(sum(map(found_in, reports.values()), Found())))


def mentions(reading: Reading, kind: str) -> dict[Mention, frozenset[str]]:
    """Each mention and the entries that its words became; none where it was not read."""
    entry = _entry_of(reading.entries, kind)
    found: dict[Mention, frozenset[str]] = {}
    for key, marked in reading.marked.items():
        report = reading.reports[key]
        for mark in (m for m in marked.marks if m.kind == kind):
            read = {entry[f] for f in _best(_ranges(report, kind), mark) if f in entry}
            place = f"{marked.story}/{mark.name}", key
            found[place] = found.get(place, frozenset()) | read
    return found


def _entry_of(entries: Entries, kind: str) -> dict[str, str]:
    if kind == "meeting":
        return {f: m.id for m in entries.meetings for f in m.findings}
    return {c: u.id for u in entries.utterances for c in u.carriers}


def _ranges(report: Report, kind: str) -> Iterator[tuple[str, int, int]]:
    """Finding, start and end of everything of that kind that the report was read to say."""
    if kind == "meeting":
        for meeting in report.meetings:
            yield from ((f"{report.id}.{meeting.id}", a.start, a.end) for a in meeting.assertions)
    else:
        for said in report.statements:
            start, end = min(s.start for s in said.content), max(s.end for s in said.content)
            yield f"{report.id}.{said.id}", start, end


def _best(ranges: Iterable[tuple[str, int, int]], mark: Mark) -> set[str]:
    """The findings whose words are most alike to the mark's: shared characters over all characters."""
    alike: dict[float, set[str]] = defaultdict(set)
    for finding, start, end in ranges:
        shared = min(end, mark.end) - max(start, mark.start)
        if shared > 0:
            alike[shared / (max(end, mark.end) - min(start, mark.start))].add(finding)
    return alike[max(alike)] if alike else set()


def score_pairs(found: Mapping[Mention, frozenset[str]]) -> Pairs:
    """Every two mentions in two reports: are they together where they should be, and only there?"""
    pairs = Pairs()
    for (one, entry), (other, another) in combinations(sorted(found.items()), 2):
        if one[1] == other[1]:
            continue
        same, read = one[0] == other[0], bool(entry and another)
        together = bool(entry & another)
        pairs.gold += same
        pairs.gold_found += same and read
        pairs.predicted += together
        pairs.right += same and together
        if together and not same:
            pairs.false.append(f"{one[0]} in {one[1]} with {other[0]} in {other[1]}")
        if same and not together:
            pairs.lost.append(f"{one[0]}: {one[1]} / {other[1]}" + ("" if read else " (not read)"))
    return pairs


def score_derivations(reading: Reading) -> tuple[Pairs, float]:
    """Edges from report to original, and the share of right edges with the right kind."""
    name_of = {report.id: key for key, report in reading.reports.items()}
    gold = {
        (key, source if source.startswith("@") else f"{m.story}/{source}"): kind
        for key, m in reading.marked.items()
        for source, kind in m.derived.items()
    }
    made = {
        (name_of[d.report], name_of[d.source] if d.source else f"@{d.name}"): d.kind.value
        for d in reading.entries.derivations
    }
    right = gold.keys() & made.keys()
    pairs = Pairs(len(right), len(made), len(gold), len(gold))
    pairs.false = [
        f"{one} from {other} ({made[one, other]})" for one, other in sorted(made.keys() - gold.keys())
    ]
    pairs.lost = [
        f"{one} from {other} ({gold[one, other]})" for one, other in sorted(gold.keys() - made.keys())
    ]
    kinds = sum(gold[e] == made[e] for e in right) / len(right) if right else 1.0
    wrong = [f"kind of {e[0]}: {made[e]}, not {gold[e]}" for e in sorted(right) if gold[e] != made[e]]
    pairs.lost += wrong
    return pairs, 100 * kinds


def mutated(stories: list[Marked], how: str) -> list[Marked]:
    """Every other report of each story with other people, or two years later."""
    by_story: dict[str, list[Marked]] = defaultdict(list)
    for report in stories:
        by_story[report.story].append(report)
    changed: list[Marked] = []
    for reports in by_story.values():
        names = _names(reports) if how == "names" else {}
        for number, report in enumerate(reports):
            if number % 2 == 0:
                changed.append(report)
            else:
                changed.append(renamed(report, names) if how == "names" else later(report, 2))
    return changed


def _names(reports: Iterable[Marked]) -> dict[str, str]:
    """Names of a story's people, each letter for letter another one of the same length."""
    people = {
        p.name
        for r in reports
        for m in read_text(r.text, published=r.published, outlet=r.outlet).meetings
        for p in m.participants
        if p.side not in {None, p.name}
    }
    words = sorted({word for name in people for word in name.split()}, key=lambda w: (-len(w), w))
    return {word: word[::-1].capitalize() for word in words if len(word) > 3}


def main() -> None:
    """Read the stories and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=STORIES)
    parser.add_argument("--mutate", choices=("names", "dates"))
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    stories = read_stories(options.folder)
    if options.mutate:
        stories = mutated(stories, options.mutate)
    reading = Reading.of(stories)
    print(f"{len(stories)} reports, {len({s.story for s in stories})} stories")
    for kind in ("meeting", "utterance"):
        found = mentions(reading, kind)
        pairs = score_pairs(found)
        read = sum(map(bool, found.values()))
        print(f"{kind}s: {read} of {len(found)} mentions read")
        _line(f"{kind}s_found", pairs, pairs.gold_found)
        _line(f"{kind}s_all", pairs, pairs.gold)
        _errors(pairs, lost=options.errors)
    derived, kinds = score_derivations(reading)
    _line("derivations", derived, derived.gold)
    print(f"{'kind':18} {kinds:5.1f}")
    _errors(derived, lost=options.errors)


def _line(name: str, pairs: Pairs, gold: int) -> None:
    precision, recall, f1 = pairs.f1(gold)
    print(f"{name:18} P {precision:5.1f} R {recall:5.1f} F1 {f1:5.1f}   ({gold} pairs)")


def _errors(pairs: Pairs, *, lost: bool) -> None:
    for line in pairs.false:
        print(f"  together, and should not be: {line}")
    for line in pairs.lost if lost else ():
        print(f"  lost: {line}")


if __name__ == "__main__":
    main()
