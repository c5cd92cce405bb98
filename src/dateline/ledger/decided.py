"""Findings as people decided about them: what the fold reads instead of what the machine found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dateline.ledger.carriers import Saying
from dateline.ledger.decisions import Decisions
from dateline.ledger.found import Found, MeetingFinding
from dateline.model.entries import DatedAssertion, DatedPosition
from dateline.model.findings import Participant, Status

__all__ = ["decided"]


def decided(found: Found, decisions: Decisions) -> Found:
    """``found`` without what was rejected and with what was corrected; the rest is untouched."""
    if not decisions:
        return found
    meetings = (_meeting(m, decisions) for m in found.meetings if m.id not in decisions.rejected)
    positions = (_position(p, decisions.corrected) for p in found.positions if not _is_rejected(p, decisions))
    sayings = (_saying(s, decisions.corrected) for s in found.sayings if s.id not in decisions.rejected)
    return replace(
        found,
        meetings=tuple(m for m in meetings if m.assertions),
        positions=tuple(positions),
        sayings=tuple(sayings),
    )


def _meeting(finding: MeetingFinding, decisions: Decisions) -> MeetingFinding:
    """The finding with the claims that are left, each with the status and the speaker that people gave it."""
    kept: list[tuple[DatedAssertion, str | None]] = []
    claims = zip(finding.assertions, finding.sides, strict=True)
    for number, (claim, side) in enumerate(claims, 1):
        name = f"{finding.id}/{number}"
        if name not in decisions.rejected:
            kept.append(_claim(claim, side, decisions.corrected.get(name, {})))
    statuses = {claim.status for claim, _ in kept}
    status = finding.status
    if kept and status not in statuses:
        status = kept[-1][0].status
    return replace(
        finding,
        status=status,
        assertions=tuple(claim for claim, _ in kept),
        sides=tuple(side for _, side in kept),
    )


def _claim(
    claim: DatedAssertion, side: str | None, values: Mapping[str, str | None]
) -> tuple[DatedAssertion, str | None]:
    if values.get("status"):
        claim = replace(claim, status=Status(str(values["status"])))
    if "speaker" in values:
        speaker = values["speaker"]
        claim = replace(claim, by=(*claim.by[:-1], speaker) if speaker else claim.by[:-1])
    return claim, values.get("side", side)


def _is_rejected(position: DatedPosition, decisions: Decisions) -> bool:
    """Rejected itself, or with the statement that it is taken from."""
    return position.finding in decisions.rejected or position.statement in decisions.rejected


def _position(position: DatedPosition, corrected: Mapping[str, Mapping[str, str | None]]) -> DatedPosition:
    """The position as the corrected speaker of its statement states it."""
    values = dict(corrected.get(position.statement or "", {})) | dict(corrected.get(position.finding, {}))
    if "speaker" not in values and "side" not in values:
        return position
    speaker = values.get("speaker", position.speaker)
    own = position.speaker in {None, position.actor.name}  # who speaks for himself
    side = values.get("side", position.actor.side)
    name = (speaker if own else None) or position.actor.name
    return replace(position, speaker=speaker, actor=Participant(name, side))


def _saying(saying: Saying, corrected: Mapping[str, Mapping[str, str | None]]) -> Saying:
    """The saying of the corrected speaker, who is the last of its chain."""
    values = corrected.get(saying.id)
    if not values:
        return saying
    speaker = values.get("speaker", saying.speaker)
    chain = saying.chain
    if speaker and chain and chain[-1][0] == saying.speaker:
        chain = (*chain[:-1], (speaker, chain[-1][1], True))
    return replace(
        saying,
        speaker=speaker,
        named=speaker is not None and (saying.named or "speaker" in values),
        side=values.get("side", saying.side),
        chain=chain,
        members=() if "speaker" in values else saying.members,
    )
