"""One meeting or two, one actor or two: what joins them, what parts them, and what a reviewer says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_reports import claim, document, meeting, told

from dateline.ledger.actors import officeholders
from dateline.ledger.aliases import Aliases
from dateline.ledger.decisions import Decisions
from dateline.ledger.fold import fold
from dateline.ledger.found import Found, found_in
from dateline.ledger.identity import cluster, join
from dateline.ledger.likeness import Known
from dateline.ledger.places import Fit, fit, place
from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import Findings
from dateline.model.report import Report


def findings(*reports):
    """The meetings that the reports tell of."""
    return sum(map(found_in, reports), Found()).meetings


def count(*reports, **judged):
    """How many meetings the reports amount to."""
    return len(cluster(findings(*reports), **judged))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Budapest", "Hungary", Fit.WITHIN),
        ("Budapest, Hungary", "Budapest", Fit.SAME),
        ("Budapest", "Vienna", Fit.OTHER),
        ("Budapest", "Austria", Fit.OTHER),
        ("Hungary", "Austria", Fit.OTHER),
        ("Alaska", "Anchorage", Fit.WITHIN),
        ("the Kremlin", "Moscow", Fit.WITHIN),
        ("Port Ellen", "Ellen", Fit.SAME),
        ("Port Ellen", "Norland", Fit.OTHER),
        ("Port Ellen", "Hungary", Fit.UNKNOWN),
        ("Budapest", None, Fit.UNKNOWN),
        (None, None, Fit.UNKNOWN),
    ],
)
def test_places(one, other, expected):
    """A town is in its state, a region holds towns, two towns are two; the unknown excludes nothing."""
    assert fit(place(one), place(other)) is fit(place(other), place(one)) is expected


PLAN = told("They meet in Vienna.", "planned", "2031-01-02", place="Vienna", when="2031-01-20")


@pytest.mark.parametrize(
    ("facts", "same"),
    [
        ({"place": "Austria", "when": "2031-01-20"}, True),
        ({"place": "Hungary", "when": "2031-01-20"}, False),
        ({"place": "Vienna", "when": "2031-01-27"}, True),
        ({"place": "Vienna", "when": "2031-09-27"}, False),
        ({"when": "2031-01"}, True),
        ({"when": "2031"}, True),
        ({}, True),
    ],
)
def test_a_later_plan(facts, same):
    """The same town in another month's plan is another meeting; a vaguer word of it is not."""
    later = told("They will indeed meet.", "planned", "2031-01-09", **facts)
    assert (count(PLAN, later) == 1) is same


def test_a_readiness_to_talk_swallows_nothing():
    """Who is ready to meet at any time speaks of no meeting that has a day and a place."""
    ready = told("I am ready to meet him at any time.", "proposed", "2031-01-01")
    again = told("I am still ready to meet.", "proposed", "2031-01-04")
    assert count(ready, PLAN, again) == 2


def test_the_leaders_summit_grows_out_of_its_proposal():
    """Leaders do not meet every day: a summit that is proposed is the one that is planned."""
    proposed = told("She proposed a summit.", "proposed", "2031-01-01", kind="summit")
    planned = told(
        "The summit is on.", "planned", "2031-01-03", kind="summit", place="Vienna", when="2031-01-20"
    )
    assert count(proposed, planned) == 1


def test_states_that_talk_for_years():
    """Two states without a person, a day or a place are not one encounter because they are two states."""
    states = ("Norland", "Southmark")
    one = told("Norland and Southmark should talk.", "planned", "2031-01-01", who=states, kind="talks")
    other = told("Talks of Norland and Southmark.", "planned", "2031-01-20", who=states, kind="talks")
    assert count(one, other) == 2


def test_the_same_words_tell_of_the_same_meeting():
    """A copy's words are about what the original's are about, however little they say."""
    words = "Norland and Southmark should talk about the grain on the quay"
    states = ("Norland", "Southmark")
    one = told(words, "planned", "2031-01-01", who=states, kind="talks")
    other = told(words, "planned", "2031-01-20", who=states, kind="talks", outlet="Coast Wire")
    assert count(one, other) == 1


def test_a_call_a_week_later():
    """Presidents call each other every week: an undated call is not last week's."""
    one = told("They spoke.", "held", "2031-01-01", kind="call", form="call")
    assert count(one, told("They spoke by phone.", "held", "2031-01-09", kind="call", form="call")) == 2
    assert count(one, told("They spoke by phone.", "held", "2031-01-02", kind="call", form="call")) == 1


def test_a_reviewer_puts_together_and_takes_apart():
    """A judgement about two findings wins over what the machine thinks, and taking it back undoes it."""
    other = told("They meet in Bree.", "planned", "2031-06-01", place="Bree", when="2031-06-20")
    same = told("They do meet in Vienna.", "planned", "2031-01-03", place="Vienna", when="2031-01-20")
    pair = (f"{PLAN.id}.m1", f"{other.id}.m1")
    assert count(PLAN, other) == 2
    assert count(PLAN, other, together={pair}) == 1
    assert count(PLAN, same) == 1
    assert count(PLAN, same, apart={(f"{same.id}.m1", f"{PLAN.id}.m1")}) == 2


def test_ids_survive_other_reports():
    """A later report leaves the id; after an earlier one that comes late the old id still answers."""
    middle = told("They meet in Vienna soon.", "planned", "2031-01-04", place="Vienna", when="2031-01-20")
    (before,) = fold(found_in(middle)).meetings
    late = told("They met.", "held", "2031-01-21")
    (after,) = fold(found_in(middle) + found_in(late)).meetings
    assert after.id == before.id
    (now,) = fold(found_in(middle) + found_in(late) + found_in(PLAN)).meetings
    assert now.id != before.id
    assert before.id in now.merged_from


def test_ids_do_not_hang_on_the_numbers_of_findings():
    """A newer analysis that counts its findings otherwise gives the same meeting the same id."""
    doc = document("They met in Bree. Others met too.", "2031-01-02")
    first, second = (claim(doc, w, "held") for w in ("They met in Bree.", "Others met too."))
    one = meeting(1, ("Ana Brook", "Ivo Stern"), [first])
    other = meeting(2, ("Mila Kern", "Paul Reed"), [second])
    turned = meeting(1, ("Mila Kern", "Paul Reed"), [second]), meeting(2, ("Ana Brook", "Ivo Stern"), [first])
    named = [
        {m.label: m.id for m in fold(found_in(Report(doc, Findings(meetings=ms)))).meetings}
        for ms in ((one, other), turned)
    ]
    assert named[0] == named[1]


days = st.integers(1, 28).map("2031-01-{:02d}".format)
tellings = st.lists(
    st.tuples(
        days,
        st.sampled_from(["planned", "held", "postponed", "proposed"]),
        st.sampled_from([None, "Vienna", "Bree"]),
        st.sampled_from([None, "2031-01-10", "2031-01-20"]),
        st.sampled_from([("Ana Brook", "Ivo Stern"), ("Norland", "Southmark"), ("Ana Brook",)]),
    ),
    max_size=7,
    unique=True,
)


@settings(deadline=None, max_examples=40)
@given(tellings)
def test_the_newest_finding_can_be_appended(drawn):
    """Joining the newest finding to what is there gives what folding all of them anew gives."""
    reports = [
        told(f"Report {n}.", status, day, place=where, when=when, who=who)
        for n, (day, status, where, when, who) in enumerate(drawn)
    ]
    found = sorted(findings(*reports), key=lambda f: f.order)
    if not found:
        return
    *older, newest = found
    groups = cluster(older)
    known = [Known() for _ in groups]
    for meeting_known, group in zip(known, groups, strict=True):
        for one in group:
            meeting_known.take(one)
    chosen = join(newest, known)
    appended = [list(g) for g in groups]
    if chosen is None:
        appended.append([newest])
    else:
        appended[chosen].append(newest)
    assert sorted(map(tuple, appended), key=lambda g: g[0].order) == list(cluster(found))


def _naming(words, published, name, role="foreign minister", side="Norland"):
    """A report that names somebody in an office, by his name or by the office alone."""
    doc = document(words, published)
    spans = (doc.cite(0, len(words.split(",")[0])).span,)
    return Report(doc, Findings(actors=(Actor("a1", name, ActorKind.PERSON, side, role, spans),)))


def test_reports_know_better_than_tables_who_is_in_office():
    """Where a report writes only the office, whom reports of these months name in it is meant."""
    written = _naming("Foreign Minister Ana Brook, she said", "2031-01-01", "Ana Brook")
    inferred = _naming("The foreign minister, she said", "2031-01-05", "Otto Alt")
    much_later = _naming("The foreign minister, he said", "2036-01-05", "Otto Alt")
    found = sum(map(found_in, (written, inferred, much_later)), Found())
    assert officeholders(found.carriers) == {(inferred.id, "Otto Alt"): "Ana Brook"}


def _actors(*reports, **judged):
    return fold(sum(map(found_in, reports), Found()), Decisions(aliases=Aliases(**judged))).actors


def test_the_register_of_actors():
    """Each name is one actor's, with the reason; roles have the days on which reports give them."""
    full = _naming("Foreign Minister Ana Brook, she said", "2031-01-01", "Ana Brook")
    short = _naming("Minister Brook, she said", "2031-02-01", "Brook")
    (brook,) = _actors(full, short)
    assert [(s.name, s.reports) for s in brook.spellings] == [("Ana Brook", 1), ("Brook", 1)]
    assert [(r.role, r.first.isoformat(), r.last.isoformat(), r.known_from) for r in brook.roles] == [
        ("foreign minister", "2031-01-01", "2031-02-01", "reports")
    ]
    assert (brook.reports, brook.first.isoformat(), brook.side) == (2, "2031-01-01", "Norland")
    assert "only full name" in brook.spellings[1].why


def test_a_judgement_about_names_is_heard():
    """A reviewer parts two names, or puts them together; without him it is as it was."""
    full = _naming("Foreign Minister Ana Brook, she said", "2031-01-01", "Ana Brook")
    short = _naming("Minister Brook, she said", "2031-02-01", "Brook")
    other = _naming("Minister Anna Broek, she said", "2031-02-02", "Anna Broek")

    def names(**judged):
        return {a.name for a in _actors(full, short, other, **judged) if a.kind is ActorKind.PERSON}

    assert names() == {"Ana Brook", "Anna Broek"}
    assert names(apart=frozenset({("ana brook", "brook")})) == {"Ana Brook", "Anna Broek", "Brook"}
    assert names(alike={"anna broek": "ana brook", "ana brook": "ana brook"}) == {"Ana Brook"}
