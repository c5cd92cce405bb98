"""Dates in a report: absolute and relative expressions, resolved against the publication time.

:func:`find` and :func:`resolve` are pure and total. The conventions they follow are written in
:mod:`dateline.reading.dates.rules`, one function per rule; the patterns stand in
:mod:`dateline.reading.dates.grammar`.
"""

from __future__ import annotations

from dateline.reading.dates.context import Tense
from dateline.reading.dates.resolver import Anchor, DateMention, find, resolve

__all__ = ["Anchor", "DateMention", "Tense", "find", "resolve"]
