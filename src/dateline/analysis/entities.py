"""spaCy's entity recognizer, with all tokens of a batch decided at once.

The recognizer walks through a line and decides for each token, greedily: outside, a name of its own, the
first, an inner or the last token of a name (the classes of Ratinov and Roth, *Design Challenges and
Misconceptions in Named Entity Recognition*, CoNLL 2009). Its loop asks some seventy questions a token, and in
spaCy 3.8 each takes the interpreter's lock and gives it back; that is most of its time, and other threads pay
for it, too. But outside of a name all that it sees is the token, so these decisions need no walk; and within
a name only "does it go on?" is left to ask.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

__all__ = ["Entities", "entities"]

SEEN: Final = 3
"""Tokens that the recognizer sees: the next one, the first and the last so far of the open name."""
ASKED: Final = ("IS_SPACE", "SENT_START", "ENT_IOB")

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


def entities(recognizer: Any) -> Entities | None:
    """The same recognizer, quicker; None for one that is set up in a way unknown here."""
    model = recognizer.model
    parts = all(model.has_ref(part) for part in ("tok2vec", "lower", "upper"))
    known = (
        parts
        and recognizer.cfg.get("beam_width") == 1
        and model.attrs.get("has_upper", False)
        and not model.attrs.get("unseen_classes")
        and model.get_ref("lower").get_dim("nF") == SEEN
        and model.get_ref("lower").get_dim("nP") > 1
    )
    made = Entities(recognizer) if known else None
    return made if made is not None and made.is_whole() else None


class Entities:
    """A pipe that finds what the recognizer finds. Only products of matrices are summed in another order.

    Documents with entities that somebody set before are left to the recognizer itself.
    """

    def __init__(self, recognizer: Any) -> None:
        """Take over the weights and the classes of ``recognizer``."""
        self._recognizer = recognizer
        moves = recognizer.moves
        names = [moves.get_class_name(n).partition("-") for n in range(moves.n_moves)]
        self._labels = [label for _, _, label in names]
        kinds = np.array([kind for kind, _, _ in names])
        labelled = np.array([bool(label) for label in self._labels])
        self._begins = labelled & (kinds == "B")
        self._single = labelled & (kinds == "U")
        self._outside = kinds == "O"
        places = {(kind, label): n for n, (kind, _, label) in enumerate(names)}
        self._inner = np.array([places.get(("I", label), -1) for label in self._labels])
        self._last = np.array([places.get(("L", label), -1) for label in self._labels])

    def is_whole(self) -> bool:
        """Whether every name that can begin can go on and end."""
        return bool(((self._inner >= 0) & (self._last >= 0))[self._begins].all())

    def __call__(self, doc: Any) -> Any:
        """The document with its names."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Any], *, batch_size: int = 64) -> Iterator[Any]:
        """Each document in its turn."""
        stream = iter(docs)
        while batch := list(itertools.islice(stream, batch_size)):
            self._read(batch)
            yield from batch

    def _read(self, docs: Sequence[Any]) -> None:
        from spacy.tokens import Span  # noqa: PLC0415 - loaded with the pipeline

        told = [doc.to_array(list(ASKED)).reshape(-1, len(ASKED)) for doc in docs]
        rows = np.concatenate(told)
        if rows[:, 2].any():
            for _ in self._recognizer.pipe(docs):
                pass
        elif len(rows):
            lengths = [len(t) for t in told]
            for doc, spans in zip(docs, self._spans(docs, rows, lengths), strict=True):
                doc.set_ents([Span(doc, first, stop, label=label) for first, stop, label in spans])

    def _spans(
        self, docs: Sequence[Any], rows: npt.NDArray[np.uint64], lengths: Sequence[int]
    ) -> Iterator[list[tuple[int, int, str]]]:
        """Of each document the first token, the token after the last and the label of its names."""
        ends = np.cumsum(lengths)
        final = np.zeros(len(rows), bool)  # a name cannot go on after it
        final[:-1] = rows[1:, 1] == 1
        final[ends[ends > 0] - 1] = True
        found = self._found(self._seen(docs), rows[:, 0] > 0, final)
        at = 0
        for end, length in zip(ends.tolist(), lengths, strict=True):
            spans = []
            free = begin = end - length
            while at < len(found) and found[at][0] < end:
                first, stop, label = found[at]
                if first >= free:
                    spans.append((first - begin, stop - begin, label))
                    free = stop
                at += 1
            yield spans

    def _seen(self, docs: Sequence[Any]) -> Floats:
        """[N+1,SEEN,hidden,pieces]: what each of N tokens adds wherever it is seen; before them, no token."""
        model = self._recognizer.model
        seen: Floats = model.get_ref("lower").predict(model.get_ref("tok2vec").predict(docs))
        return seen

    def _found(self, seen: Floats, blank: Flags, final: Flags) -> list[tuple[int, int, str]]:
        """The names that would begin at each token, were none open before it."""
        chosen = self._outside_of_names(seen, blank, final)
        stops = np.arange(1, len(chosen) + 1)
        opened = np.flatnonzero(self._begins[chosen])
        stops[opened] = self._stops(seen, opened, chosen[opened], final)
        firsts = np.flatnonzero(~self._outside[chosen])
        return [(n, int(stops[n]), self._labels[chosen[n]]) for n in firsts.tolist()]

    def _outside_of_names(self, seen: Floats, blank: Flags, final: Flags) -> Places:
        """The class that each token has when no name is open."""
        upper = self._recognizer.model.get_ref("upper")
        scores = upper.predict(self._hidden(seen[1:, 0] + seen[0, 1] + seen[0, 2]))
        never = ~(self._begins | self._single | self._outside)
        scores[:, never] = -np.inf
        scores[np.ix_(blank | final, self._begins)] = -np.inf
        scores[np.ix_(blank, self._single)] = -np.inf
        chosen: Places = scores.argmax(1)
        return chosen

    def _stops(self, seen: Floats, firsts: Places, classes: Places, final: Flags) -> Places:
        """Where the names end that begin at ``firsts`` with ``classes``; all are followed side by side."""
        upper = self._recognizer.model.get_ref("upper")
        weights, bias = upper.get_param("W"), upper.get_param("b")
        stops, open_, at = firsts + 1, np.arange(len(firsts)), firsts + 1
        while len(open_):
            hidden = self._hidden(seen[at + 1, 0] + seen[firsts[open_] + 1, 1] + seen[at, 2])
            inner, last = self._inner[classes[open_]], self._last[classes[open_]]
            more = (hidden * (weights[inner] - weights[last])).sum(1) + (bias[inner] - bias[last])
            goes_on = (more >= 0) & ~final[at]
            stops[open_] = at + 1
            open_, at = open_[goes_on], at[goes_on] + 1
        return stops

    def _hidden(self, sums: Floats) -> Floats:
        hidden: Floats = (sums + self._recognizer.model.get_ref("lower").get_param("b")).max(-1)
        return hidden
