"""Certainty, polarity and time of every event against MEANTIME's gold: one command.

    python benchmarks/factuality.py [GOLD] [--half even|odd] [--errors]

GOLD holds ``conll/``: a report a file, a token a line (number, token, ``B-E-3``, ``B-CERTAIN-3``,
``B-POS-3``, ``B-FUTURE-3``), a blank line after each sentence (MEANTIME, CC BY 4.0; the scheme is that of van
Son et al. 2014). The reports are Wikinews, business news for the most part.

The tokens are set as prose again (a line a sentence, the first one a headline) and parsed as the product
parses a report; the ``raw/`` texts are one line each, without a break after the headline and the date, which
no report is. An event of several words is asked at the word that governs the others. ``all`` is the share of
events with all three values right, ``majority`` that of a reader who calls every event certain, affirmed and
not future. Every event counts, those whose gold value is ``UNDERSPECIFIED`` too. ``--half`` takes every other
report, so that rules can be made on one half and measured on the other.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dateline.analysis.factuality import Certainty, Factuality, Polarity, Time, factuality_of
from dateline.analysis.parse import Parsed, parse_many
from dateline.model.text import Document, Segment, SegmentKind, Span

NO_BLANK_BEFORE = frozenset(
    [*".,:;?!)%]}", "'s", "’s", "'", "n't", "...", "''", "'re", "'ve", "'ll", "'m", "'d"]
)
NO_BLANK_AFTER = frozenset(["(", "[", "{", "$", "``", "US$", "#"])
HALVES = frozenset({"I'", "We'", "we'", "You'", "you'", "It'", "it'"})
"""Tokens of MEANTIME that end in the apostrophe of the next one."""
MARKS = {"``": '"', "''": '"'}
MAJORITY = Factuality()


@dataclass
class Event:
    """The words of one event in its report, and what the gold says of it."""

    span: Span
    gold: tuple[str, str, str]


@dataclass
class Gold:
    """One report as prose, with its events in text order."""

    name: str
    text: str = ""
    events: dict[str, Event] = field(default_factory=dict)

    @property
    def document(self) -> Document:
        """The report as the product would read it: a headline, then a body."""
        end = self.text.index("\n") + 1
        return Document(
            text=self.text,
            segments=(
                Segment(0, end, SegmentKind.HEADLINE),
                Segment(end, len(self.text), SegmentKind.BODY),
            ),
        )


def gold_reports(folder: Path) -> Iterator[Gold]:
    """The reports under ``folder/conll``, in the order of their names."""
    for path in sorted((folder / "conll").glob("*.conll")):
        report = Gold(path.name.partition(".")[0])
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            rows = [line.split("\t") for line in block.splitlines() if line.strip()]
            if rows:
                _add(report, rows)
        yield report


def _add(report: Gold, rows: list[list[str]]) -> None:
    """Write one sentence behind the text of ``report`` and note its events."""
    tight, quoted = True, False
    for _, form, event, *values in rows:
        word = MARKS.get(form, form)
        closes = form == "''" or (form == '"' and quoted)
        if not (tight or closes or word in NO_BLANK_BEFORE):
            report.text += " "
        quoted = quoted != (word == '"')
        start = len(report.text)
        report.text += word
        tight = form in NO_BLANK_AFTER or (word == '"' and quoted) or form in HALVES
        if event.startswith("B-"):
            certainty, polarity, time = (v.split("-")[1] if "-" in v else v for v in values)
            report.events[event[2:]] = Event(Span(start, len(report.text)), (certainty, polarity, time))
        elif event.startswith("I-") and event[2:] in report.events:
            known = report.events[event[2:]]
            known.span = Span(known.span.start, len(report.text))
    report.text += "\n"


def _value(parsed: Parsed, event: Event) -> Factuality:
    """What the product says of an event, asked at the head of its words."""
    tokens = parsed.tokens(event.span)
    inside = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[0])
    line = parsed.line_at(event.span.start)
    headline = line is not None and line.segment.kind is SegmentKind.HEADLINE
    return factuality_of(head, headline=headline)


def _names(value: Factuality) -> tuple[str, str, str]:
    return (value.certainty.upper(), value.polarity.upper(), value.time.upper())


Pair = tuple[tuple[str, str, str], tuple[str, str, str]]


def _share(pairs: list[Pair], place: int | None = None) -> float:
    right = sum(g == p if place is None else g[place] == p[place] for g, p in pairs)
    return 100 * right / max(1, len(pairs))


def _found(pairs: list[Pair], place: int, values: Iterable[str]) -> str:
    wanted = set(values)
    both = sum(g[place] in wanted and p[place] in wanted for g, p in pairs)
    gold = sum(g[place] in wanted for g, _ in pairs)
    told = sum(p[place] in wanted for _, p in pairs)
    precision, recall = 100 * both / max(1, told), 100 * both / max(1, gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}  ({gold} in the gold)"


def _table(pairs: list[Pair]) -> None:
    majority = [(g, _names(MAJORITY)) for g, _ in pairs]
    print(f"{len(pairs)} events")
    print(f"all         {_share(pairs):5.1f}")
    print(f"majority    {_share(majority):5.1f}")
    for place, name in enumerate(("certainty", "polarity", "time")):
        print(f"{name:<11} {_share(pairs, place):5.1f}  (majority {_share(majority, place):.1f})")
    print(f"future      {_found(pairs, 2, [Time.FUTURE.upper()])}")
    print(f"negated     {_found(pairs, 1, [Polarity.NEG.upper()])}")
    print(f"uncertain   {_found(pairs, 0, {c.upper() for c in Certainty} - {Certainty.CERTAIN.upper()})}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "gold", nargs="?", default=Path("../shared/gold/meantime_factuality"), type=Path, metavar="GOLD"
    )
    parser.add_argument("--half", choices=("even", "odd"), help="every other report")
    parser.add_argument("--errors", action="store_true", help="list the events that are not all right")
    options = parser.parse_args()
    if not any((options.gold / "conll").glob("*.conll")):
        parser.error(f"{options.gold}: no reports here; give the folder that holds conll/*.conll")
    return options


def main() -> None:
    """Read, ask, print."""
    options = _options()
    reports = list(gold_reports(options.gold))
    if options.half:
        reports = reports[options.half == "odd" :: 2]
    pairs: list[Pair] = []
    for report, parsed in zip(reports, parse_many(r.document for r in reports), strict=True):
        for event in report.events.values():
            told = _names(_value(parsed, event))
            pairs.append((event.gold, told))
            if options.errors and told != event.gold:
                words = parsed.text[event.span.start : event.span.end]
                sentence = parsed.sentence_at(event.span.start)
                print(f"{'/'.join(event.gold)} read as {'/'.join(told)}: {words!r} in {str(sentence)!r}")
    _table(pairs)


if __name__ == "__main__":
    main()
