"""The fullest words by which a text names somebody: "Peruvian President Ilda Roncal".

Coreference gold has mentions as the text writes them, title and all. Dateline calls people by their plain
or canonical names, which is what its users look up; so that the two can be compared as strings, a speaker
is called here by a mention of the actor in the text: one that is a noun phrase of its own, whose borders
are beyond dispute ("Charles Bolden", "Bolden"), else the longest phrase around one ("Mr Key", "New
Zealand's Prime Minister John Key"); of several, one with the most words of the name. Who the actor is, is
not touched by this: a wrong actor stays wrong, and the source itself is not echoed.
"""

from __future__ import annotations

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.parse import Parsed
from dateline.model.actors import Actor
from dateline.model.findings import Speaker
from dateline.model.text import Span

__all__ = ["fullest_naming", "name_in_text"]

BEFORE = frozenset({"compound", "amod", "nmod", "poss", "det", "nummod", "case", "punct"})
PARTS = frozenset({"compound", "nmod", "appos", "amod"})
WORDS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PART", "PUNCT"})
LONGEST = 60
"""Code points; a longer phrase is a fault of the parse."""


def name_in_text(parsed: Parsed, index: ActorIndex, speaker: Speaker) -> str | None:
    """The speaker under the words of the text; the own name of one who is no actor of the report."""
    actor = index.by_id(speaker.actor) if speaker.actor else None
    return speaker.name if actor is None else fullest_naming(parsed, actor)


def fullest_naming(parsed: Parsed, actor: Actor) -> str:
    """The words of the text that name ``actor`` most fully; its own name where no words of it stand there."""
    own = {word.casefold() for word in actor.name.split()}
    namings = (_phrase(parsed, span) for span in actor.mentions)
    shared = [(n, words, len(own & set(words.casefold().split()))) for n, words in namings]
    named = [row for row in shared if row[2] and row[1] != row[1].lower()]
    ranked = [(alone, many, len(words), words) for alone, words, many in named]
    return max(ranked, key=lambda naming: naming[:3])[3] if ranked else actor.name


def _phrase(parsed: Parsed, span: Span) -> tuple[bool, str]:
    """Whether the mention is a noun phrase of its own, and it with what modifies it; "" for a pronoun."""
    tokens = parsed.tokens(span)
    if not tokens or tokens[0].pos_ == "PRON":
        return False, ""
    inside = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])
    start = span.start
    for child in reversed([c for c in head.lefts if c.i not in inside]):
        if child.dep_ not in BEFORE or any(t.pos_ not in WORDS for t in child.subtree):
            break
        start = min(start, parsed.span(child.left_edge).start)
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.pos_ in ("NOUN", "PROPN"):
        start = parsed.span(head.head.head.left_edge).start  # "Governor of Ruritania Jane Doe"
    alone = start == span.start and head.dep_ not in PARTS
    if span.end - start > LONGEST:
        start = span.start
    return alone, " ".join(parsed.text[start : span.end].strip(" ,").split())
