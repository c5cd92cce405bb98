"""The fold carried on: after any reports, readings and decisions the bytes of folding from scratch."""

import itertools
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_reports import SIDES, claim, document, link, meeting, position, span, statement, told

from dateline.errors import DatelineError
from dateline.ledger import Ledger, upkeep
from dateline.ledger.entry_rows import entry_rows
from dateline.ledger.filing import file_report
from dateline.ledger.histories import history_rows
from dateline.ledger.kept import Kept
from dateline.ledger.recent import Recent
from dateline.ledger.reviewed import marked
from dateline.ledger.spare import spare_memory
from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import Findings, Hop, Mode, Speaker, Statement
from dateline.model.provenance import Provenance, PubStatus
from dateline.model.report import Report

NUMBERS = itertools.count(1)
PEOPLE = ("Ana Brook", "Anna Broek", "Ivo Stern", "Paul Reed", "Brook", "Norland", "Southmark")
WORDS = (
    "the harbour talks will open again before the first snow falls on the northern pass",
    "the harbour talks open again before the first snow on the northern pass falls",
    "no soldier of ours will leave the eastern garrison while the strait is closed",
    "we will sign nothing until every prisoner has been returned to his family",
)
OUTLETS = ("Coast Wire", "The Harbour Post", "Bree Letter", None)
VERSIONS = st.sampled_from(
    [Provenance()] * 4
    + [Provenance(key="a", version=v) for v in ("1", "2")]
    + [Provenance(key="a", version="3", pub_status=PubStatus.CANCELED), Provenance(credits=("Coast Wire",))]
)
STATUSES = ("proposed", "planned", "postponed", "cancelled", "refused", "held")


@st.composite
def reports(draw):
    """A short report of a meeting, a saying and a position, with names in full or in part, or none."""
    one, other = draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True))
    words, status = draw(st.sampled_from(WORDS)), draw(st.sampled_from(STATUSES))
    outlet, credit = draw(st.sampled_from(OUTLETS)), draw(st.sampled_from(OUTLETS))
    who = draw(st.sampled_from([one, "an official"]))
    day = draw(st.one_of(st.none(), st.integers(1, 20).map("2031-01-{:02d}".format)))
    ahead = draw(st.sampled_from([None, ("Norland", "Southmark"), ("Mila Kern", "Paul Reed")]))
    text = f"{one} and {other}: the summit is {status}, as {who} said, {words}, {credit or 'one'} wrote."
    text += f" It is ahead of a gathering of {ahead[0]} and {ahead[1]}." if ahead else ""
    url = draw(st.sampled_from([None, "https://coast.example/a"]))
    doc = document(text, day, outlet, url=url, provenance=draw(VERSIONS))
    said = _said(doc, who, words, credit)
    by = draw(st.sampled_from([(), (one,), (credit or one,)]))
    links = [link(doc, "ahead_of", "ahead of", "a gathering", "m2")] if ahead else []
    claims = [claim(doc, f"the summit is {status}", status, *by, links=links)]
    met = (meeting(1, (one, other), claims, place=draw(st.sampled_from([None, "Bree"]))),)
    if ahead:
        met += (meeting(2, ahead, [claim(doc, "a gathering", "planned")], kind="gathering"),)
    stance = draw(st.sampled_from(["demands", "rejects", "accepts"]))
    stand = position(doc, one, stance, "ceasefire", words, speaker=one, statement="s1")
    return Report(doc, Findings(_actors(doc, one, draw(st.booleans())), (said,), met, (stand,)))


def _said(doc, who, words, credit):
    named = who in PEOPLE
    kind = ActorKind.PERSON if named else ActorKind.UNNAMED
    hops = [Hop(who, kind, named=named, evidence=doc.cite(*span(doc.text, who)))]
    if credit:
        hops.insert(0, Hop(credit, ActorKind.OUTLET, named=True, evidence=doc.cite(*span(doc.text, credit))))
    if named:
        return statement(doc, 1, who, "said", words, mode=Mode.DIRECT)
    speaker = Speaker(kind, named=False, name=who, side=None)
    content, cue, source = ((span(doc.text, w),) for w in (words, "said", who))
    return Statement("s1", source, cue, content, Mode.INDIRECT, speaker, chain=tuple(hops))


def _actors(doc, one, by_table):
    """Somebody in office: named by the report, or by a table alone."""
    mentions = (span(doc.text, one),)
    if by_table:
        return (Actor("a1", "Otto Alt", ActorKind.PERSON, "Norland", "foreign minister", mentions),)
    return (Actor("a1", one, ActorKind.PERSON, SIDES.get(one), "foreign minister", mentions),)


def _is_as_from_scratch(ledger):
    ledger.meetings(limit=1)
    decisions = ledger.review.decisions()
    entries = marked(ledger.entries(), decisions)
    scratch = list(entry_rows(entries, decisions.aliases))
    rows = {(row["kind"], row["place"]): row for row, _ in scratch}
    told = sorted(history_rows(entries.positions), key=lambda row: row["place"])
    if list(Kept(ledger._store).rows()) != [*(rows[key] for key in sorted(rows)), *told]:
        return False
    return not _astray(ledger, scratch)


def _astray(ledger, scratch):
    """The names to which kept entries answer, or do not, other than folding from scratch has it."""
    own = {(row["kind"], row["place"]): set(names) for row, names in scratch}
    kept = {place: set() for place in own}
    command = "SELECT e.kind, e.place, n.name FROM entry_name n JOIN entry e ON e.number = n.entry"
    for kind, place, name in ledger._store.tuples(command):
        kept[kind, place] |= {name} - {n for n in [name] if n.startswith("group ")}
    return {place for place in own if own[place] != kept[place]}


def _decide(ledger, deed, chance):
    """Somebody decides something about whatever is there."""
    meetings, review = ledger.meetings(), ledger.review
    standing = [d.number for d in review.in_force()]
    if deed == "merge" and len(meetings) > 1:
        review.merge(meetings[0].id, meetings[chance % (len(meetings) - 1) + 1].id, who="A")
    elif deed == "split" and meetings:
        most = max(meetings, key=lambda m: len(m.findings))
        review.split(most.id, most.findings[chance % len(most.findings)], who="A")
    elif deed == "reject" and meetings:
        review.reject(meetings[chance % len(meetings)].findings[0], who="A")
    elif deed == "speaker":
        review.correct(ledger.statements()[0].id, speaker="Ana Brook", side="Norland", who="A")
    elif deed in {"join", "part", "part reports"}:
        _judge(ledger, deed, chance)
    elif deed == "undo" and standing:
        review.undo(standing[chance % len(standing)], who="A")


def _judge(ledger, deed, chance):
    """Somebody puts two actors together, or parts names or reports from one."""
    actors, review = ledger.actors(), ledger.review
    if not actors:
        return
    one = actors[chance % len(actors)]
    if deed == "join":
        review.merge(one.id, actors[(chance + 1) % len(actors)].id, who="A", reason="one person")
    elif deed == "part":
        most = max(actors, key=lambda a: len(a.spellings))
        review.split(most.id, most.spellings[chance % len(most.spellings)].name, who="A")
    else:
        told = [(a, r.id) for a in actors for r in ledger.reports() if _names(ledger, r.id, a)]
        if told:
            actor, report = told[chance % len(told)]
            review.split(actor.id, report, who="A")


def _names(ledger, report, actor):
    """Whether a report has the actor among its own, and is not the only one to name him."""
    names = {s.name for s in actor.spellings}
    return actor.reports > 1 and any(a.name in names for a in ledger.report(report).findings.actors)


def _read_again(ledger, report, chance):
    """A newer analysis does not find everything that an older one found."""
    found = report.findings
    less = (
        Findings(found.actors, found.statements, found.meetings),
        Findings((), found.statements, (), found.positions),
        Findings(found.actors, found.statements, found.meetings[-1:]),
        Findings(found.actors, (), found.meetings),
        found,
    )
    ledger._store.replace(file_report(Report(report.document, less[chance % len(less)])), "newer")


DEEDS = ("merge", "split", "reject", "speaker", "undo", "read", "join", "join", "part", "part reports")
deeds = st.tuples(st.sampled_from(DEEDS), st.integers(0, 9))


@given(
    st.lists(reports(), min_size=3, max_size=9, unique_by=lambda report: report.id),
    st.lists(st.integers(1, 3), min_size=1, max_size=3),
    st.lists(st.lists(deeds, max_size=2), min_size=4, max_size=4),
)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_batches_and_decisions_give_the_bytes_of_folding_from_scratch(tmp_path, some, sizes, deeds):
    """Any reports in any order and in any batches, decisions and new readings in between: the same rows."""
    batches = [*sizes, len(some)]
    with Ledger(tmp_path / f"{next(NUMBERS)}.db") as ledger:
        list(ledger._store.ask("PRAGMA synchronous = OFF"))
        _carry_on(ledger, some, batches, deeds)
        assert _is_as_from_scratch(ledger)
        assert ledger.check() == ()


def _carry_on(ledger, some, batches, deeds):
    first = 0
    for size, decided in zip(batches, deeds, strict=False):
        for report in some[first : first + size]:
            ledger.add(report)
        first = min(first + size, len(some))
        assert _is_as_from_scratch(ledger)
        for deed, chance in decided:
            if deed == "read":
                _read_again(ledger, some[chance % first], chance)
                continue
            with suppress(DatelineError):  # it was decided before, or is no more
                _decide(ledger, deed, chance)
                assert _is_as_from_scratch(ledger)


@given(st.lists(reports(), min_size=4, max_size=6, unique_by=lambda report: report.id))
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_store_carries_the_fold_on(place, some):
    """In a file and in a database: report after report, each with a judgement, gives the same rows."""
    where = (
        f"{place}x{next(NUMBERS)}" if "postgresql" in str(place) else place.with_name(f"{next(NUMBERS)}.db")
    )
    with Ledger(where) as ledger:
        for number, report in enumerate(some):
            ledger.add(report)
            assert _is_as_from_scratch(ledger)
            with suppress(DatelineError):  # there is nothing to part
                _judge(ledger, ("join", "part reports", "part")[number % 3], number)
            assert _is_as_from_scratch(ledger)


def test_a_question_after_one_more_report_folds_only_what_it_touches(tmp_path):
    """A report about others leaves every row of an entry where it was, and writes its own."""
    with Ledger(tmp_path / "desk.db") as ledger:
        ledger.add(told("They meet on Friday.", "planned", "2031-01-01"))
        ledger.meetings()
        before = set(ledger._store.tuples("SELECT number, place FROM entry"))
        ledger.add(told("Two others met.", "held", "2031-01-15", who=("Iona Vale", "Odo Marsh")))
        assert len(ledger.meetings()) == 2
        assert before < set(ledger._store.tuples("SELECT number, place FROM entry"))


def test_what_is_folded_in_turns_is_what_is_folded_at_once(tmp_path, monkeypatch):
    """A ledger too large for memory is folded a few reports at a time, and a killed turn is gone on with."""
    monkeypatch.setattr(upkeep, "_in_memory", lambda: 0)
    monkeypatch.setattr(upkeep, "_REPORTS", 1)
    monkeypatch.setattr(upkeep, "_TURN", 0)
    some = [
        told(f"They {status} on day {n}.", status, f"2031-01-{n + 1:02}") for n, status in enumerate(STATUSES)
    ]
    with Ledger(tmp_path / "desk.db") as ledger:
        for report in some:
            ledger.add(report)
        with ledger._store.filling():
            ledger._upkeep().turn(0)
        assert not ledger._upkeep().is_fresh()
    with Ledger(tmp_path / "desk.db") as ledger:
        assert _is_as_from_scratch(ledger)
        assert ledger.check() == ()


def test_a_key_that_one_thing_fills_hides_what_was_long_before():
    """The groups looked at are those of the last items under a key, each once, the last first."""
    index = Recent(4)
    for number in (1, 2, 3, 3, 2, 3):
        index.name("summit", number)

    assert index.last("summit", 8) == [3, 2]
    assert index.last("summit", 1) == [3]
    assert index.last("harbour", 8) == []


def test_what_a_machine_can_spare_is_read_where_it_says_so(tmp_path):
    """The kernel's estimate, or what is left to a container if that is less; else nothing is known."""
    machine, limit, used = (tmp_path / name for name in ("meminfo", "max", "current"))
    assert spare_memory(machine, limit, used) is None
    machine.write_text("MemTotal: 9000 kB\nMemAvailable:    2000 kB\n")
    assert spare_memory(machine, limit, used) == 2_048_000
    limit.write_text("max\n")
    used.write_text("500000\n")
    assert spare_memory(machine, limit, used) == 2_048_000
    limit.write_text("1500000\n")
    assert spare_memory(machine, limit, used) == 1_000_000
