"""How often the speaker of a source phrase is resolved rightly, given the attributions.

    python benchmarks/speakers.py attributions.jsonl [--errors]

Reads attributions with coreference chains, one report a line: ``{"doc_id", "text", "attributions":
[{"source": [[s, e]], "cue", "content", "chain": [words]}]}`` (GUM's eRST attributions, CC BY 4.0,
amir-zeldes/gum), and lets the product name who speaks in each. ``exact``: the speaker's name is a member of
the chain that is no pronoun (case, a leading article and a final 's aside). ``text``: the same for the name
under which the text has the speaker (``namings.py``). ``same``: or one of the two holds the other as whole
words ("John Key" is "New Zealand's Prime Minister John Key"). ``hard``: the same, where the source is a bare
pronoun. Citron's coreference has speaker_acc 69.0 on GUM news, on the attributions that it finds.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from namings import name_in_text

from dateline.analysis.actors.coreference import resolve
from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.actors.names import name_actors
from dateline.analysis.chains.link import link
from dateline.analysis.parse import parse
from dateline.model.findings import NOBODY, Findings, Mode, Statement
from dateline.model.text import Document, Segment, SegmentKind, Span

SUBJECTS = ("he", "she", "they", "it", "i", "we", "you", "who", "which", "that", "this")
PRONOUNS = frozenset({*SUBJECTS, "his", "her", "their", "its", "him", "them", "us", "me"})
ROLES = ("source", "cue", "content")


def bare(name: str) -> str:
    """A name to compare: lower case, no article, no final 's."""
    return re.sub(r"^(the|a|an)\s+|['’]s?$", "", " ".join(name.split()).casefold())


def same(name: str, members: set[str]) -> bool:
    """Whether ``name`` and a member hold each other as whole words."""
    words = f" {name} "
    return any(words in f" {member} " or f" {member} " in words for member in members)


def statements(attributions: list[dict[str, Any]]) -> tuple[Statement, ...]:
    """The gold attributions as statements; one whose source stands in another's content is nested."""
    spans = [{r: tuple(Span(*pair) for pair in a.get(r) or ()) for r in ROLES} for a in attributions]
    return tuple(
        Statement(
            f"s{k}",
            parts["source"],
            parts["cue"],
            parts["content"],
            Mode.INDIRECT,
            NOBODY,
            _parent(k, spans),
        )
        for k, parts in enumerate(spans)
    )


def _parent(place: int, spans: list[dict[str, tuple[Span, ...]]]) -> str | None:
    """The tightest content of another source that holds the source."""
    source = spans[place]["source"]
    around = [
        (part.end - part.start, k)
        for k, other in enumerate(spans)
        for part in other["content"]
        if k != place and source and part.holds(source[0]) and other["source"] != source
    ]
    return f"s{min(around)[1]}" if around else None


def main() -> None:
    """Print the rates."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("path", type=Path, help="attributions with chains, JSON Lines")
    ask.add_argument("--errors", action="store_true", help="print every miss")
    options = ask.parse_args()
    tally: Counter[str] = Counter()
    for row in options.path.read_text(encoding="utf-8").splitlines():
        report = json.loads(row)
        text = report["text"]
        parsed = parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),)))
        findings = resolve(parsed, name_actors(parsed, Findings()))
        findings = replace(findings, statements=statements(report["attributions"]))
        findings = link(parsed, findings)
        index = ActorIndex(findings.actors)
        for attribution, statement in zip(report["attributions"], findings.statements, strict=True):
            members = {bare(m) for m in attribution.get("chain", ())} - PRONOUNS
            if not members or not attribution["source"]:
                continue
            found = statement.speaker
            name = bare(found.name or "")
            in_text = bare(name_in_text(parsed, index, found) or "")
            said = text[slice(*attribution["source"][0])].casefold()
            kinds = ["all"] + (["hard"] if said in PRONOUNS else [])
            for kind in kinds:
                tally[kind] += 1
                tally[f"{kind} exact"] += name in members
                tally[f"{kind} text"] += in_text in members
                tally[f"{kind} same"] += bool(name) and same(name, members)
                tally[f"{kind} silent"] += not name
            if options.errors and not (name and same(name, members)):
                print(f"{report['doc_id']}: {said!r} -> {found.name!r}, not {sorted(members)[:3]}")
    for kind in ("all", "hard"):
        total = max(1, tally[kind])
        rates = ", ".join(
            f"{k} {100 * tally[f'{kind} {k}'] / total:.1f}" for k in ("exact", "text", "same", "silent")
        )
        print(f"speakers {kind:5} {rates}  (n={tally[kind]})")


if __name__ == "__main__":
    main()
