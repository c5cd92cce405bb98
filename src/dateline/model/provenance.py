"""What a source knows about a report beside its words: who is credited, where it lay, which version it is.

A report keeps all of it; nothing here is cited, for none of it stands in the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = ["NOTHING_KNOWN", "Form", "Provenance", "PubStatus", "read_provenance"]


class PubStatus(StrEnum):
    """Whether a publisher lets an item be used (ninjs ``pubStatus``, NewsML-G2 ``pubstatus:``).

    A ``canceled`` item takes back everything that its article said; a ``withheld`` one is not read.
    """

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class Form(StrEnum):
    """What the text is: prose that somebody wrote, or an event's record written out line by line."""

    PROSE = "prose"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What came with a report.

    ``credits`` are outlets that the metadata credits, outermost first: each is a hop of the report's
    chains. ``record`` says where inside a container it lay (``mail.mbox#17``). ``key`` is the identity
    of the *article* across its versions, and ``version`` a number or an ISO 8601 time that orders them;
    without one, the time of publication does. ``urgency`` is 1 (flash) to 9; ``subjects`` are codes.
    """

    credits: tuple[str, ...] = ()
    record: str | None = None
    key: str | None = None
    version: str | None = None
    pub_status: PubStatus = PubStatus.USABLE
    form: Form = Form.PROSE
    byline: str | None = None
    urgency: int | None = None
    subjects: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes the same words another report; empty when nothing of it is known."""
        status = "" if self.pub_status is PubStatus.USABLE else self.pub_status.value
        form = "" if self.form is Form.PROSE else self.form.value
        facts = (self.key or "", self.version or "", status, form, *self.credits)
        return facts if any(facts) else ()

    def as_dict(self) -> dict[str, Any]:
        """The keys of ``report.provenance`` in the JSON contract."""
        return {
            "credits": list(self.credits),
            "record": self.record,
            "key": self.key,
            "version": self.version,
            "pub_status": self.pub_status.value,
            "form": self.form.value,
            "byline": self.byline,
            "urgency": self.urgency,
            "subjects": list(self.subjects),
        }


NOTHING_KNOWN = Provenance()


def read_provenance(data: Mapping[str, Any] | None) -> Provenance:
    """What :meth:`Provenance.as_dict` wrote; nothing is known of a report from before these keys."""
    facts = data or {}
    return Provenance(
        credits=tuple(facts.get("credits", ())),
        record=facts.get("record"),
        key=facts.get("key"),
        version=facts.get("version"),
        pub_status=PubStatus(facts.get("pub_status", PubStatus.USABLE)),
        form=Form(facts.get("form", Form.PROSE)),
        byline=facts.get("byline"),
        urgency=facts.get("urgency"),
        subjects=tuple(facts.get("subjects", ())),
    )
