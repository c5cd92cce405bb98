"""What each table has: one module a table, one function a column."""

from __future__ import annotations

from typing import Any

from dateline.export.columns.actors import ACTORS
from dateline.export.columns.assertions import ASSERTIONS
from dateline.export.columns.changes import CHANGES
from dateline.export.columns.column import Cell, Column, Kind, Table
from dateline.export.columns.meetings import MEETINGS
from dateline.export.columns.positions import POSITIONS
from dateline.export.columns.reports import REPORTS
from dateline.export.columns.stages import STAGES
from dateline.export.columns.stances import STANCES
from dateline.export.columns.statements import STATEMENTS

__all__ = ["TABLES", "Cell", "Column", "Kind", "Table"]

TABLES: dict[str, Table[Any]] = {
    table.name: table
    for table in (MEETINGS, STAGES, ASSERTIONS, STATEMENTS, POSITIONS, STANCES, CHANGES, ACTORS, REPORTS)
}
"""Every table by its name."""
