"""What a source knows about a report beside its words, and how it stays with the report."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.analysis.steps import analyse
from dateline.errors import Withheld
from dateline.model.provenance import Form, Provenance, PubStatus, read_provenance
from dateline.model.report import Report
from dateline.model.text import Document
from dateline.model.times import When
from dateline.reading import read
from dateline.reading.held import refuse_held
from dateline.sources.raw import Raw

TEXT = (
    "Norway puts off talks\n"
    "The talks in Oslo will not take place this week, foreign minister Liv Tangen said on Monday.\n"
    "A senior Norwegian official said that no date had been set.\n"
)
RAW = Raw(data=TEXT.encode(), media_type="text/plain", where="wire.json", outlet="The Courier")
NOON = dt.datetime(2031, 3, 14, 12, tzinfo=dt.UTC)


def report(**facts):
    """The report in TEXT as it comes with ``facts``."""
    return analyse(read(replace(RAW, **facts)))


def test_credits_are_hops_of_every_chain_behind_the_publisher():
    """Outlets that the metadata credits are hops without a place, between publisher and speaker."""
    for statement in report(credits=("Nordlys Press", "Reuters")).statements:
        hops = statement.chain
        assert [h.name for h in hops[:3]] == ["The Courier", "Nordlys Press", "Reuters"]
        assert [h.evidence for h in hops[:3]] == [None, None, None]


def test_a_credit_of_the_publisher_itself_is_no_hop():
    """A report that the outlet's own metadata credits to the outlet came through nobody else."""
    plain, credited = report(), report(credits=("the courier",))
    assert [s.chain for s in credited.statements] == [s.chain for s in plain.statements]


def test_a_credit_that_the_text_gives_too_keeps_its_words():
    """An agency that both the metadata and the dateline name is one hop, with the dateline's words."""
    text = "OSLO (Reuters) - Norway has put off the talks, a spokesman for the ministry said on Monday.\n"
    found = report(data=text.encode(), credits=("Reuters",))
    hops = [h for s in found.statements for h in s.chain if h.name == "Reuters"]
    assert hops
    assert all(h.evidence is not None and h.evidence.quote == "Reuters" for h in hops)


def test_the_provenance_is_in_the_json_and_comes_back():
    """What came with a report is in its JSON under report.provenance and survives reading back."""
    facts = {"record": "mail.mbox#17", "key": "urn:x:1", "version": "3", "urgency": 4, "subjects": ("a:1",)}
    one = report(credits=("Reuters",), byline="Liv Aas", **facts)
    told = json.loads(json.dumps(one.as_dict()))
    assert told["report"]["provenance"]["record"] == "mail.mbox#17"
    assert Report.from_dict(told, one.text) == one


def test_a_report_from_before_these_keys_is_read_back():
    """A report written by an older Dateline, without provenance, opens with nothing known of it."""
    one = dateline.read_text(TEXT)
    told = one.as_dict()
    del told["report"]["provenance"]
    assert Report.from_dict(told, one.text) == one


words = st.none() | st.text(max_size=12)
provenances = st.builds(
    Provenance,
    credits=st.lists(st.text(max_size=8), max_size=3).map(tuple),
    record=words,
    key=words,
    version=words,
    pub_status=st.sampled_from(PubStatus),
    form=st.sampled_from(Form),
    byline=words,
    urgency=st.none() | st.integers(1, 9),
    subjects=st.lists(st.text(max_size=8), max_size=3).map(tuple),
)


@given(provenances)
def test_provenance_survives_json(provenance):
    """Any provenance written as JSON is read back as it was."""
    assert read_provenance(json.loads(json.dumps(provenance.as_dict()))) == provenance


@given(provenances)
def test_identity_counts_what_makes_another_report(provenance):
    """Key, version, status, form and credits make the same words another report; where it lay does not."""
    here = Document(TEXT, provenance=provenance)
    assert here.id == Document(TEXT, provenance=replace(provenance, record="elsewhere", urgency=None)).id
    assert (here.id == Document(TEXT).id) == (provenance.identity == ())


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_facts_that_come_with_a_report_are_one_printable_line(noise):
    """Whatever stands in the metadata, the report keeps it in one line without control characters."""
    found = replace(RAW, key=noise, credits=(noise,), subjects=(noise,)).provenance
    for fact in (found.key or "", *found.credits, *found.subjects):
        assert fact.splitlines() in ([], [fact])
        assert fact.encode() is not None


def test_a_withheld_report_is_refused_with_a_sentence():
    """A report that its publisher withholds is not read, and the sentence says until when."""
    until = When.parse("2031-03-15T08:00+00:00")
    with pytest.raises(Withheld, match=r"^wire.json: withheld by its publisher; read it once"):
        read(replace(RAW, pub_status=PubStatus.WITHHELD))
    with pytest.raises(Withheld, match=r"until 2031-03-15T08:00\+00:00"):
        read(replace(RAW, pub_status=PubStatus.WITHHELD, embargo=until))


@pytest.mark.parametrize(
    ("embargo", "held"),
    [
        (When.parse("2031-03-14T12:30+00:00"), True),
        (When.parse("2031-03-14T13:30+02:00"), False),
        (When.parse("2031-03-14T12:30"), True),
        (When.parse("2031-03-15"), True),
        (When.parse("2031-03-14"), False),
        (When.vague(), True),
    ],
)
def test_an_embargo_holds_until_its_time(embargo, held):
    """A report under embargo is refused until its minute in whatever zone; one without an end always."""
    raw = replace(RAW, embargo=embargo)
    if held:
        with pytest.raises(Withheld, match="under embargo"):
            refuse_held(raw, NOON)
    else:
        refuse_held(raw, NOON)


def test_a_cancellation_is_never_held_back():
    """A cancelled item is read even under embargo: it takes words back."""
    refuse_held(replace(RAW, pub_status=PubStatus.CANCELED, embargo=When.vague()), NOON)


def test_a_credit_in_the_metadata_is_where_the_report_comes_from(tmp_path):
    """What its publisher has from an agency by its metadata alone goes back to the agency, without words."""
    with dateline.Ledger(tmp_path / "desk.db") as ledger:
        ledger.add(report(credits=("Reuters",)))
        (entry,) = ledger.reports()
    (made,) = entry.derived_from
    assert (made.name, made.kind.value, made.evidence.quote) == ("Reuters", "copy", None)
    assert made.evidence.why == "Its metadata credits that outlet"
