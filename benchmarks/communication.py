"""How well does attribution do on communication alone: what people said, wrote, reported and asked?

    python benchmarks/communication.py [GOLD] [--pred FILE] [--limit N] [--nested] [--json]

Nearly half of PolNeAR's attributions are no utterances (knowing, wanting, seeming, supporting); this
scores the rest. One rule says what a cue is (``is_communication``), for the gold and for the
predictions:

1. The head of the cue (its verb: *said* of "said in a statement", *plans* of "plans to say") has a class
   in ``lexicon/cues.toml``: speech, writing, report and question communicate; the other classes do not.
2. Where no head has a class ("went on to discuss", "made remarks"), the first word of the cue that has
   one decides.
3. A cue without any letter (a colon, a dash) and no cue at all (a quotation by itself) communicate.
4. Any other cue does not ("in", "sings", "put it").

A gold attribution that does not communicate is left out, with the prediction that the scorer aligns with
it. A prediction aligned with one that does is kept whatever its cue; one aligned with none is judged by
its own cue. The classes are Dateline's, the alignment and the counts are the scorer's. PRED is in the
scorer's format.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scoring import Article, Attribution, add_arguments, articles, figures, load_scorer, with_dateline

from dateline.analysis.attribution.cues import CueClass, cue_class
from dateline.analysis.parse import Parsed, parse_many
from dateline.model.text import Document, Segment, SegmentKind, Span

COMMUNICATION = frozenset({CueClass.SPEECH, CueClass.WRITING, CueClass.REPORT, CueClass.QUESTION})
ROWS = ("rel_50", "rel_src50", "rel_exact", "detect")


def is_communication(cue: Sequence[Any]) -> bool:
    """Whether a cue, as its spaCy tokens in text order, tells of an utterance: the rule above."""
    if not any(token.is_alpha for token in cue):
        return True
    heads = (token for token in cue if token.head == token or token.head not in cue)
    kind = next(_classes(heads), None) or next(_classes(cue), None)
    return kind in COMMUNICATION


def _classes(tokens: Iterable[Any]) -> Iterator[CueClass]:
    """The classes of those tokens that have one; "according" is no lemma of spaCy's."""
    for token in tokens:
        kind = cue_class(token.lemma_.lower()) or cue_class(token.lower_)
        if kind is not None:
            yield kind


def left(
    gold: Sequence[bool], predicted: Sequence[bool], aligned: Iterable[tuple[int, int]]
) -> tuple[list[int], list[int]]:
    """The places of what is left on both sides.

    ``gold`` and ``predicted`` say what communicates by its own cue; ``aligned`` pairs their places
    one-to-one. A pair stays or goes with its gold.
    """
    partner = {p: g for g, p in aligned}
    return (
        [g for g, communicates in enumerate(gold) if communicates],
        [p for p, own in enumerate(predicted) if (gold[partner[p]] if p in partner else own)],
    )


def aligned_by(scorer: Any, article: Article, found: Sequence[Attribution]) -> list[tuple[int, int]]:
    """The scorer's one-to-one alignment of gold and ``found``: greedy, by the summed Jaccard of the roles."""
    doc = scorer.Doc(article.text)
    sides = [[{r: doc.ids(a.get(r)) for r in scorer.ROLES} for a in side] for side in (article.gold, found)]
    pairs: list[tuple[int, int]] = scorer.greedy(
        *sides, lambda a, b: sum(scorer.jaccard(a[r], b[r]) for r in scorer.ROLES)
    )
    return pairs


def filtered(
    scorer: Any, read: Sequence[Article], found: Sequence[Sequence[Attribution]]
) -> tuple[list[Article], list[list[Attribution]]]:
    """Gold and predictions of every article without what does not communicate."""
    gold, predicted = [], []
    whole = (Document(text=a.text, segments=(Segment(0, len(a.text), SegmentKind.BODY),)) for a in read)
    for article, some, parsed in zip(read, found, parse_many(whole), strict=True):
        golds, preds = left(
            [_communicates(parsed, a) for a in article.gold],
            [_communicates(parsed, a) for a in some],
            aligned_by(scorer, article, some),
        )
        gold.append(Article(article.name, article.text, [article.gold[g] for g in golds]))
        predicted.append([some[p] for p in preds])
    return gold, predicted


def _communicates(parsed: Parsed, attribution: Attribution) -> bool:
    return is_communication([t for s, e in attribution.get("cue") or () for t in parsed.tokens(Span(s, e))])


def lines(report: Mapping[str, Any]) -> Iterator[str]:
    """The scorer's figures as lines: relations, then recall by kind of content."""
    for name in ROWS:
        row = report[name]
        percent = "  ".join(
            f"{label} {100 * row[key]:5.1f}" for label, key in (("P", "p"), ("R", "r"), ("F1", "f1"))
        )
        yield f"{name:10} {percent}   gold {row['gold']}, predicted {row['pred']}"
    kinds = report["recall_by_type"].items()
    yield "recall     " + "  ".join(f"{kind} {100 * row['recall']:.1f} (n={row['n']})" for kind, row in kinds)


def main() -> None:
    """Find or read the predictions, filter both sides, score, print."""
    options = _options()
    scorer = load_scorer(options.gold, options.scorer)
    read = articles(scorer, options.gold, options.limit)
    if options.pred:
        kept = scorer.read_pred(str(options.pred))
        found = [kept.get(a.name, []) for a in read]
    else:
        found = [some or [] for some in with_dateline([a.text for a in read], nested=options.nested)]
    every, spoken = figures(scorer, read, found), figures(scorer, *filtered(scorer, read, found))
    if options.json:
        print(json.dumps({"all": every, "communication": spoken}, indent=1))
        return
    print(
        f"{len(read)} documents\n\nall cues",
        *lines(every),
        "\ncommunication cues alone",
        *lines(spoken),
        sep="\n",
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_arguments(parser)
    parser.add_argument("--pred", type=Path, help="score these predictions, not Dateline's own")
    parser.add_argument("--nested", action="store_true", help="keep nested statements")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
