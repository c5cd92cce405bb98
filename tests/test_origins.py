"""How many independent origins something rests on, and which: in words."""

import pytest
from ledger_reports import claim, document, meeting, position, statement, told

from dateline.ledger.fold import fold
from dateline.ledger.found import Found, found_in
from dateline.model.actors import ActorKind
from dateline.model.findings import Findings, Hop, Speaker
from dateline.model.lineage import basis
from dateline.model.report import Report

NEWS = "The meeting in Bree is off"
LONG = (
    "The planned evening in the old customs house will not come about because the envoys fell out over the "
    "seating, the price of grain and the flags on the quay, and nobody wanted to pay for the lamps."
)


def entries(*reports):
    """What the reports amount to."""
    return fold(sum(map(found_in, reports), Found()))


def names(entry):
    """The names of its origins."""
    return [o.name for o in entry.origins]


def heard(outlet, number, *chain, published="2031-01-02", text=None):
    """A report of one meeting by way of ``chain``: names, those in lower case without a name."""
    words = text or f"{NEWS}, {' told '.join(reversed(chain))} said in edition {number}."
    doc = document(words, published, outlet)
    hops = tuple(Hop(n, _kind(n), named=not n[0].islower()) for n in chain)
    speaker = Speaker(_kind(chain[-1]), named=not chain[-1][0].islower(), name=chain[-1])
    said = statement(doc, 1, chain[-1], "said", NEWS)
    said = said.__class__(
        **{f: getattr(said, f) for f in said.__slots__} | {"speaker": speaker, "chain": hops}
    )
    one = meeting(1, ("Ana Brook", "Ivo Stern"), [claim(doc, NEWS, "cancelled", *chain, statement="s1")])
    return Report(doc, Findings(statements=(said,), meetings=(one,)))


def _kind(name):
    if name[0].islower():
        return ActorKind.UNNAMED
    return ActorKind.OUTLET if name in {"Reuters", "REUTERS", "Coast Wire", "CNN"} else ActorKind.PERSON


def test_twenty_reports_of_one_unnamed_source_are_one_origin():
    """Twenty outlets repeat one unnamed source of Reuters: one origin, and the answer says so in words."""
    reports = [heard(f"Paper {n}", n, "Reuters", "a senior official") for n in range(20)]
    (one,) = entries(*reports).meetings
    assert one.as_dict()["basis"] == "20 reports, one origin: an unnamed official to Reuters"
    assert [(o.kind.value, len(o.reports)) for o in one.origins] == [("unnamed", 20)]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (("Reuters", "a senior official"), ("Reuters", "an official in Bree"), 1),
        (("Reuters", "a senior official"), ("Reuters",), 1),
        (("Reuters", "a senior official"), ("REUTERS", "two officials"), 1),
        (("Reuters", "a senior official"), ("CNN", "a senior official"), 2),
        (("Ana Brook",), ("Reuters", "Ana Brook"), 1),
        (("Ana Brook",), ("Ivo Stern",), 2),
        (("Ana Brook",), ("Brook",), 1),
        (("Reuters",), ("CNN",), 2),
    ],
)
def test_what_is_one_origin(one, other, count):
    """A source is who speaks, by whatever way; without a name, it is whom he told."""
    found = entries(heard("Paper 1", 1, *one), heard("Paper 2", 2, *other))
    assert len(found.meetings[0].origins) == count


def test_an_outlets_own_word_is_its_own():
    """Two outlets that report in their own voice and in their own words are two origins."""
    one = told("The meeting is off, it has emerged.", "cancelled", "2031-01-02", outlet="Coast Wire")
    other = told(
        "Brook and Stern called their meeting off.", "cancelled", "2031-01-03", outlet="Harbour Times"
    )
    assert names(entries(one, other).meetings[0]) == ["Coast Wire", "Harbour Times"]


def test_a_copy_has_the_origin_of_what_it_copies():
    """An outlet that prints another's report adds no origin, and goes back to that report's source."""
    original = heard("Coast Wire", 1, "a diplomat", text=f"{NEWS}, a diplomat said. {LONG}")
    copy = told(f"{NEWS}. {LONG}", "cancelled", "2031-01-03", outlet="Harbour Times")
    again = told(f"Now: {NEWS}. {LONG}", "cancelled", "2031-01-04", outlet="The Bree Letter")
    found = entries(original, copy, again)
    assert found.meetings[0].as_dict()["basis"] == "3 reports, one origin: an unnamed diplomat to Coast Wire"


def test_a_change_says_on_what_it_rests():
    """A change of status has the origins of the new status."""
    plan = told("They will meet in Bree.", "planned", "2031-01-01", outlet="Coast Wire")
    off = heard("Harbour Times", 1, "Reuters", "an aide")
    changes = entries(plan, off).changes
    assert [(c.after, names(c)) for c in changes] == [
        ("planned", ["Coast Wire"]),
        ("cancelled", ["an unnamed aide to Reuters"]),
    ]


def test_a_repeated_report_adds_no_origin():
    """The same report twice is the same report."""
    report = heard("Paper 1", 1, "Reuters", "an aide")
    assert entries(report) == entries(report, report)


def test_an_utterance_has_its_speaker_as_origin():
    """What somebody said on the record has one origin in however many reports."""
    reports = [heard(f"Paper {n}", n, "Ana Brook") for n in range(3)]
    (said,) = entries(*reports).utterances
    assert (names(said), len(said.carriers)) == (["Ana Brook"], 3)


def test_a_position_says_on_what_it_rests():
    """A position through its speaker goes back to the speaker, from however many reports."""
    docs = [document(f"Edition {n}: no truce, Ana Brook said.", "2031-01-01", f"Paper {n}") for n in (1, 2)]
    stands = [position(d, "Norland", "rejects", "ceasefire", "no truce", speaker="Ana Brook") for d in docs]
    reports = [Report(d, Findings(positions=(p,))) for d, p in zip(docs, stands, strict=True)]
    assert [names(p) for p in entries(*reports).positions] == [["Ana Brook"]]


def test_nothing_rests_on_nothing():
    """Without origins there is nothing to say."""
    assert basis(()) is None
