"""Which report is made from which: copies, abridgements, rewrites, quotations, absent originals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_reports import document, statement

from dateline.ledger.derivation import derivations
from dateline.ledger.found import Found, found_in
from dateline.ledger.reuse import fingerprint
from dateline.model.actors import ActorKind
from dateline.model.findings import Findings, Hop
from dateline.model.report import Report

STORY = (
    "The harbour commission of Norland closed the northern lock on Tuesday after divers saw a crack.\n"
    "Engineers measured 41 centimetres of damage along the western gate and asked for two weeks of repairs.\n"
    "Ships with grain for Southmark now wait outside the breakwater, where 17 crews ran short of water.\n"
    "The commission promised to reopen one chamber before the feast of the fishermen on the ninth.\n"
    "Port pilots complained that nobody had warned them and threatened to stop work on Friday."
)
OTHER = (
    "Farmers in the Bree valley blocked the bridge for a third day because of the price of seed.\n"
    "Their union wants the ministry to open the grain stores before the rains and to cancel old debts.\n"
    "A teacher from the valley school brought soup to the drivers who were stuck in the long queue."
)
MORE = (
    "At noon the minister of roads drove up in a yellow car and promised everybody a hearing next month.\n"
    "He left without his hat, which a boy from the mill sold to a collector for the price of two loaves."
)
LINES = STORY.splitlines()


def report(text, published, outlet, *, credit=None, **facts):
    """A report that may credit another outlet with its first sentence."""
    doc = document(text, published, outlet, **facts)
    if credit is None:
        return Report(doc, Findings())
    words = text.splitlines()[0]
    said = statement(doc, 1, credit, credit.split()[0], words)
    at = text.index(credit)
    hop = Hop(credit, ActorKind.OUTLET, named=True, evidence=doc.cite(at, at + len(credit)))
    return Report(doc, Findings(statements=(said.__class__(**_with_chain(said, hop)),)))


def _with_chain(said, hop):
    fields = {name: getattr(said, name) for name in said.__slots__}
    return fields | {"chain": (hop,)}


def derived(*reports):
    """What each report is derived from: id to (source or name, kind)."""
    found = sum(map(found_in, reports), Found())
    return {
        name: [(d.source or d.name, d.kind.value) for d in made]
        for name, made in derivations(found.carriers).items()
    }


ORIGINAL = report(STORY, "2031-04-01T08:00", "Coast Wire")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (STORY, "copy"),
        ("Lock closed\n" + STORY.replace("on Tuesday", "this week"), "copy"),
        ("\n".join(LINES[:3]), "abridgement"),
        ("\n".join([LINES[0], LINES[4]]), "abridgement"),
        (LINES[1] + "\n" + LINES[2] + "\n" + OTHER, "rewrite"),
        ("\n".join([LINES[2], OTHER, MORE]), "quotation"),
    ],
)
def test_what_is_taken_from_an_earlier_report(text, kind):
    """The whole is a copy, some sentences an abridgement, a part a rewrite, one sentence a quotation."""
    later = report(text, "2031-04-01T11:00", "Harbour Times")
    assert derived(ORIGINAL, later) == {later.id: [(ORIGINAL.id, kind)]}


def test_old_news_is_not_rewritten():
    """A year later the formulas of a report are formulas; a copy is a copy at any time."""
    part = "\n".join([LINES[1], LINES[2][:60], OTHER])
    soon = report(part, "2031-04-03", "Harbour Times")
    late = report(part, "2032-04-03", "Harbour Times")
    assert derived(ORIGINAL, soon) == {soon.id: [(ORIGINAL.id, "rewrite")]}
    assert derived(ORIGINAL, late).get(late.id, [(None, "quotation")])[0][1] == "quotation"
    assert derived(ORIGINAL, report(STORY, "2032-04-03", "Harbour Times"))


def test_time_decides_which_is_the_original():
    """Of two equal texts the earlier is the original, whichever comes in first; no time is later than any."""
    early = report(STORY, "2031-03-31T09:00", "Harbour Times")
    undated = report(STORY, None, "The Bree Letter")
    made = derived(ORIGINAL, undated, early)
    assert made == {ORIGINAL.id: [(early.id, "copy")], undated.id: [(early.id, "copy")]}


def test_two_stories_have_nothing_of_each_other():
    """Reports that share no runs of words and credit nobody are originals."""
    assert derived(ORIGINAL, report(OTHER, "2031-04-02", "Harbour Times")) == {}


def test_one_speech_in_two_reports_is_no_copy():
    """Words in quotation marks count for nothing: two reporters heard one speech."""
    speech = "“" + LINES[2] + " " + LINES[1] + "”"
    one = report(f"In the great hall the mayor spoke.\n{speech}", "2031-04-01", "Coast Wire")
    other = report(f"She had a cold, yet she went on.\n{speech}", "2031-04-02", "Harbour Times")
    assert derived(one, other) == {}


def test_a_copy_of_a_copy_goes_to_the_original():
    """Two equal copies both have the original as their source, not each other."""
    copies = [report(STORY, f"2031-04-02T{h:02}:00", f"Paper {h}") for h in range(9)]
    made = derived(*reversed(copies), ORIGINAL)
    assert {source for edges in made.values() for source, _ in edges} == {ORIGINAL.id}
    assert len(made) == 9


def test_a_copy_of_an_abridgement():
    """Who prints the short version has it from the short version."""
    short = report("\n".join(LINES[:3]), "2031-04-01T10:00", "Harbour Times")
    again = report("\n".join(LINES[:3]), "2031-04-01T12:00", "The Bree Letter")
    assert derived(ORIGINAL, short, again)[again.id] == [(short.id, "copy")]


def test_a_credit_leads_to_the_credited_report():
    """A rewrite in other words is derived from the credited outlet's report of these days."""
    words = (
        "Norland shut a lock, Coast Wire reports.\n"
        "The damage in the west is 41 centimetres long, and 17 crews with grain for Southmark lack water."
    )
    later = report(words, "2031-04-01T12:00", "Informant", credit="Coast Wire")
    assert derived(ORIGINAL, later) == {later.id: [(ORIGINAL.id, "rewrite")]}


def test_a_credit_to_what_is_not_here():
    """An original that the ledger does not have is named."""
    words = "Norland shut a lock, Coast Wire reports.\nNobody knows for how long it will stay shut."
    later = report(words, "2031-04-01T12:00", "Informant", credit="Coast Wire")
    assert derived(report(OTHER, "2031-04-01", "Coast Wire"), later) == {
        later.id: [("Coast Wire", "rewrite")]
    }
    old = report(STORY, "2031-01-01", "Coast Wire")
    assert derived(old, later) == {later.id: [("Coast Wire", "rewrite")]}


def test_the_same_address_is_the_same_report():
    """A new version under the old address is a copy, whatever its words; what a link adds does not matter."""
    one = report(STORY, "2031-04-01", "Coast Wire", url="https://www.coast.example/lock?ref=mail")
    other = report(OTHER, "2031-04-02", "Coast Wire", url="http://coast.example/lock/")
    assert derived(one, other) == {other.id: [(one.id, "copy")]}


def test_the_evidence_opens_at_the_shared_words():
    """The range of a derivation is the longest passage that both reports have."""
    later = report(OTHER + "\n" + LINES[2], "2031-04-01T11:00", "Harbour Times")
    found = found_in(ORIGINAL) + found_in(later)
    ((made,),) = derivations(found.carriers).values()
    assert later.text[made.evidence.start : made.evidence.end] in LINES[2]


def test_nothing_has_an_empty_fingerprint():
    """An empty or very short text has no runs, so it is nobody's copy."""
    assert fingerprint(document("")).keys == frozenset()
    assert derived(report("No.", "2031-01-01", "A"), report("No.", "2031-01-02", "B")) == {}


parts = st.lists(st.sampled_from([*LINES, *OTHER.splitlines()]), min_size=1, max_size=6, unique=True)
reports = st.lists(st.tuples(parts, st.integers(1, 5), st.sampled_from("ABC")), max_size=7)


@settings(deadline=None, max_examples=40)
@given(reports, st.randoms(use_true_random=False))
def test_derivations_do_not_depend_on_the_order_of_arrival(drawn, chance):
    """However the reports come in and however often, the same is derived from the same, and in time."""
    made = [report("\n".join(p), f"2031-04-0{day}", outlet) for p, day, outlet in drawn]
    shuffled = [*made, *made[:2]]
    chance.shuffle(shuffled)
    assert derived(*made) == derived(*shuffled)
    times = {r.id: r.document.published.iso for r in made}
    for name, edges in derived(*made).items():
        assert all(times[source] <= times[name] for source, _ in edges if source in times)
