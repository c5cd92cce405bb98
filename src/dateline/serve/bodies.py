"""What the API takes and gives, as its OpenAPI document describes it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from dateline import query
from dateline.model.findings import Status
from dateline.serve.paging import LARGEST_PAGE
from dateline.serve.problems import CODES

__all__ = [
    "Answer",
    "Asked",
    "Dated",
    "Known",
    "Met",
    "NewDecision",
    "NewReport",
    "ProblemModel",
    "Said",
    "Stood",
]


class ProblemModel(BaseModel):
    """An error as RFC 9457 writes it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str = Field(description="; ".join(f"{code}: {words}" for code, words in CODES.items()))


class Answer(BaseModel):
    """A page of an answer."""

    query: str = Field(
        description="The question in words.", examples=["Statements by Lavrov about ceasefire"]
    )
    items: list[dict[str, Any]] = Field(description="The objects that `dateline … --json` prints.")
    next: str | None = Field(
        description="Give it back as `next` for the page after this one; null at the end."
    )


class Asked(BaseModel):
    """The filters of the command line that go with every question, and the page that is wanted."""

    model_config = ConfigDict(extra="forbid")

    about: str | None = Field(None, description="Words in it, or an issue.", examples=["ceasefire"])
    since: str | None = Field(None, description="From this day on.", examples=["2025-10-20"])
    until: str | None = Field(None, description="Up to this day.", examples=["2025-10-31"])
    limit: int | None = Field(None, ge=1, le=LARGEST_PAGE, description="Objects on a page.")
    next: str | None = Field(None, description="Where a page before this one ended.")
    order: Literal["oldest", "newest"] = Field("oldest", description="Which comes first.")

    def parsed(self) -> query.Query:
        """The query; raises :class:`~dateline.errors.QueryError`."""
        kept = self.model_dump(exclude={"next", "order"}, exclude_none=True)
        return query.Query.parse(**kept)


class Dated(Asked):
    """The filters of what an outlet publishes."""

    outlet: str | None = Field(None, description="Only this outlet.", examples=["Meridian Wire"])


class Known(Asked):
    """The filters of actors."""

    by: str | None = Field(None, description="One of the names, or an id.", examples=["Lavrov"])
    side: str | None = Field(None, description="The side spoken for.", examples=["Russia"])
    kind: Literal["office", "organisation", "outlet", "person", "state"] | None = Field(
        None, description="What it is.", examples=["person"]
    )
    as_of: str | None = Field(None, description="The answer as it was on this day.", examples=["2025-10-25"])


class Said(Dated):
    """The filters of what somebody says."""

    by: str | None = Field(None, description="Who says it or takes part.", examples=["Lavrov"])
    side: str | None = Field(None, description="The side spoken for.", examples=["Russia"])


class Stood(Said):
    """The filters of what holds at a time."""

    as_of: str | None = Field(None, description="The answer as it was on this day.", examples=["2025-10-25"])


class Met(Stood):
    """The filters of meetings."""

    status: Status | None = Field(None, description="What it is now.", examples=["postponed"])


class NewReport(BaseModel):
    """A report to add: its text, or the address of a page."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "NORTHAVEN, Oct 21 (Meridian) - Foreign Minister Ana Brook called the talks off.",
                    "published": "2025-10-21",
                    "outlet": "Meridian Wire",
                }
            ]
        },
    )

    text: str | None = None
    address: str | None = None
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None


class NewDecision(BaseModel):
    """A decision about a record."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"verb": "correct", "id": "m0a1b2c3d4e5f", "status": "held", "who": "Ana Brook"},
                {"verb": "merge", "id": "m0a1b2c3d4e5f", "other": "m5f4e3d2c1b0a", "who": "Ana Brook"},
            ]
        },
    )

    verb: Literal["accept", "reject", "correct", "merge", "split"]
    id: str = Field(max_length=200)
    who: str | None = Field(None, max_length=200)
    reason: str | None = None
    status: str | None = None
    speaker: str | None = None
    side: str | None = None
    other: str | None = Field(None, max_length=200, description="the meeting or actor to merge with")
    findings: list[str] = Field(
        [], max_length=1000, description="what a split takes away: <report>.m1; of an actor names or reports"
    )
