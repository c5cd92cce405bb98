"""Who stands where: a sorted index over the mentions of a report's actors."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

from dateline.model.actors import Actor
from dateline.model.text import Span

__all__ = ["ActorIndex"]


class ActorIndex:
    """Look an actor up by place, id or name.

    Building costs a sort; a look-up costs a bisection and the few mentions around it. Mentions may
    touch or nest, but are short: the longest one bounds how far a look-up walks back.
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        """Index the mentions of ``actors``; where two share an id or a name, the first one counts."""
        self.actors = tuple(actors)
        self._ids: dict[str, Actor] = {}
        self._names: dict[str, Actor] = {}
        for actor in self.actors:
            self._ids.setdefault(actor.id, actor)
            self._names.setdefault(actor.name.casefold(), actor)
        self._mentions = sorted(
            ((span, place) for place, actor in enumerate(self.actors) for span in actor.mentions),
            key=lambda pair: (pair[0].start, -pair[0].end, pair[1]),
        )
        self._starts = [span.start for span, _ in self._mentions]
        self._longest = max((span.end - span.start for span, _ in self._mentions), default=0)

    def mentions(self, span: Span) -> Iterator[tuple[Span, Actor]]:
        """The mentions that share a code point with ``span``, in text order, longer ones first."""
        at = bisect.bisect_left(self._starts, span.start - self._longest)
        for mention, place in self._mentions[at : bisect.bisect_left(self._starts, span.end)]:
            if mention.end > span.start:
                yield mention, self.actors[place]

    def at(self, span: Span) -> Actor | None:
        """The actor whose mention fits ``span`` best: most code points shared, then fewest outside."""
        best, fit = None, (0, 0)
        for mention, actor in self.mentions(span):
            shared = min(mention.end, span.end) - max(mention.start, span.start)
            score = (shared, shared - (mention.end - mention.start))
            if best is None or score > fit:
                best, fit = actor, score
        return best

    def within(self, span: Span) -> list[Actor]:
        """The actors with a mention wholly inside ``span``, each once, by first mention."""
        found = {actor.id: actor for mention, actor in self.mentions(span) if span.holds(mention)}
        return list(found.values())

    def by_id(self, actor_id: str) -> Actor | None:
        """The actor with this id."""
        return self._ids.get(actor_id)

    def by_name(self, name: str) -> Actor | None:
        """The actor with this canonical name; capitals do not matter."""
        return self._names.get(name.casefold())
