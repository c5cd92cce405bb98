"""To whom something was said, when, in what form, and how far the report vouches for it.

Everything is read from the words of the statement and its sentence, so that it does not matter who found
the statement.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.chains.addressees import addressee
from dateline.analysis.chains.manner import act_of, hedges_of, medium_of
from dateline.analysis.chains.occasions import said_when
from dateline.analysis.chains.surroundings import words_around
from dateline.analysis.parse import Parsed
from dateline.model.findings import Statement

__all__ = ["circumstances"]


def circumstances(
    parsed: Parsed, index: ActorIndex, statement: Statement, parent: Statement | None = None
) -> Statement:
    """``statement`` with its addressee, time, act, medium and hedges.

    Of a statement nested in ``parent`` only the words of the parent's content tell: the letter in which
    the outer one was written is not where the inner one was made.
    """
    around = words_around(parsed, statement, parent)
    return replace(
        statement,
        addressee=addressee(parsed, index, statement, around),
        said_when=said_when(parsed, statement),
        act=act_of(parsed, statement),
        medium=medium_of(parsed, statement, around),
        hedges=hedges_of(parsed, statement),
    )
