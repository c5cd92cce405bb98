"""``dateline review``: what people decide about what the machine found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli import output
from dateline.cli.options import chain_options, db_option, output_options
from dateline.cli.places import open_ledger

if TYPE_CHECKING:
    from dateline.ledger.decisions import Decision
    from dateline.ledger.review import Review

__all__ = ["review"]

_COLUMNS = {
    "number": "no",
    "at": "when",
    "who": "who",
    "verb": "decision",
    "subject": "about",
    "says": "says",
    "reason": "reason",
}


def _whoami() -> str:
    """The login name, for who does not say who decides."""
    import getpass  # noqa: PLC0415 - needed when somebody decides

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


deciding_options = chain_options(
    click.option(
        "--who", metavar="NAME", envvar="DATELINE_WHO", show_envvar=True, help="Who decides; else the login."
    ),
    click.option("--reason", metavar="WORDS", help="Why, in words."),
    db_option,
    output_options,
)


@click.group(epilog="Example: dateline review reject r1f0c2a9b3d4e5f60.m1 --reason 'another meeting'")
def review() -> None:
    """Accept, reject, correct, merge and split what the machine found; undo any of it.

    A decision is a record with who and when. It never changes a finding, stands beside it in every
    answer, and outlives re-analysis.
    """


def _decide(db: Path | str, form: str | None, decide: Callable[[Review], Iterable[Decision]]) -> int:
    """Make decisions, print their records, and say what was decided."""
    with open_ledger(db, must_exist=True) as ledger:
        decisions = list(decide(ledger.review))
    if form:
        _print(decisions, form)
    for made in decisions:
        output.say(f"decision {made.number}: {made.verb.value} {_subject(made)}, by {made.who}")
    return 0


def _subject(decision: Decision) -> str:
    return f"{decision.undoes} ({decision.subject})" if decision.undoes else decision.subject


def _print(decisions: Iterable[Decision], form: str | None) -> None:
    rows = [d.as_dict() for d in decisions]
    told = [r | {"says": _says(r)} for r in rows] if form in {None, "table"} else rows
    output.print_rows(told, form, _COLUMNS)


def _says(row: dict[str, Any]) -> str:
    """The values of a decision in words: ``status: held (was planned)``."""
    if row["undoes"]:
        return f"undoes {row['undoes']}"
    if row["names"]:
        apart = f" / {', '.join(row['other_names'])}" if row["other_names"] else ""
        return f"{', '.join(row['names'])}{apart}"
    values, machine = row["values"], row["machine"]
    return ", ".join(f"{k}: {v or 'nobody'} (was {machine.get(k) or 'unknown'})" for k, v in values.items())


@review.command(epilog="Example: dateline review accept r1f0c2a9b3d4e5f60.s3")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@deciding_options
def accept(*, ids: tuple[str, ...], who: str | None, reason: str | None, db: Path, form: str | None) -> int:
    """It is right as it stands; an earlier rejection of it counts no more."""
    person = who or _whoami()
    return _decide(db, form, lambda r: [r.accept(i, who=person, reason=reason) for i in ids])


@review.command(epilog="Example: dateline review reject r1f0c2a9b3d4e5f60.m1 --reason 'a football match'")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@deciding_options
def reject(*, ids: tuple[str, ...], who: str | None, reason: str | None, db: Path, form: str | None) -> int:
    """It is not what the machine took it for: no answer shows it or rests on it."""
    person = who or _whoami()
    return _decide(db, form, lambda r: [r.reject(i, who=person, reason=reason) for i in ids])


@review.command(epilog="Example: dateline review correct r1f0c2a9b3d4e5f60.s3 --speaker 'Ana Brook'")
@click.argument("identifier", metavar="ID")
@click.option("--speaker", metavar="NAME", help="Who says it; '' where nobody is known.")
@click.option("--side", metavar="SIDE", help="The state or organisation spoken for.")
@click.option("--status", metavar="STATUS", help="What is said of a meeting: planned, held, cancelled …")
@deciding_options
def correct(
    *, identifier: str, who: str | None, reason: str | None, db: Path, form: str | None, **values: str | None
) -> int:
    """Another speaker or side of a statement or position, another status of a meeting."""
    person = who or _whoami()
    return _decide(db, form, lambda r: [r.correct(identifier, who=person, reason=reason, **values)])


@review.command(epilog="Example: dateline review merge m0a1b2c3d4e5f m5f4e3d2c1b0a")
@click.argument("one", metavar="MEETING|ACTOR")
@click.argument("other", metavar="MEETING|ACTOR")
@deciding_options
def merge(*, one: str, other: str, who: str | None, reason: str | None, db: Path, form: str | None) -> int:
    """Two meetings of the ledger are one, or two actors are, who is called as the first.

    An actor is an id, or a name that is his alone: dateline review merge Zelensky Zelenskiy.
    """
    person = who or _whoami()
    return _decide(db, form, lambda r: [r.merge(one, other, who=person, reason=reason)])


@review.command(epilog="Example: dateline review split m0a1b2c3d4e5f r1f0c2a9b3d4e5f60.m1")
@click.argument("meeting", metavar="MEETING|ACTOR")
@click.argument("findings", nargs=-1, required=True, metavar="FINDING|NAME|REPORT…")
@deciding_options
def split(
    *,
    meeting: str,
    findings: tuple[str, ...],
    who: str | None,
    reason: str | None,
    db: Path,
    form: str | None,
) -> int:
    """What these reports tell of (<report>.m1) is another meeting than the rest.

    Of an actor: these names are another's, or these reports (<report>, <report>.a1) mean another by his.
    """
    person = who or _whoami()
    return _decide(db, form, lambda r: [r.split(meeting, *findings, who=person, reason=reason)])


@review.command(epilog="Example: dateline review undo 7 --reason 'the minister confirmed it'")
@click.argument("number", type=int, metavar="NUMBER")
@deciding_options
def undo(*, number: int, who: str | None, reason: str | None, db: Path, form: str | None) -> int:
    """A decision counts no more; undoing the undoing brings it back."""
    person = who or _whoami()
    return _decide(db, form, lambda r: [r.undo(number, who=person, reason=reason)])


@review.command("list", epilog="Example: dateline review list --all --json")
@click.option("--all", "everything", is_flag=True, help="Also those that are undone, and the undoings.")
@db_option
@output_options
def list_decisions(*, everything: bool, db: Path, form: str | None) -> int:
    """The decisions in force, in the order in which they were made."""
    with open_ledger(db, must_exist=True, read_only=True) as ledger:
        made = list(ledger.review) if everything else list(ledger.review.in_force())
    _print(made, form)
    if form in {None, "table"}:
        output.say(f"Decisions · {len(made)}")
    return 0
