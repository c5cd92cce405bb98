"""Linked data: what an RDF library reads in the JSON-LD."""

import json

import pytest
from export_reports import filled

from dateline.export.cite import Shelf
from dateline.export.linked import CONTEXT, NAMES, linked
from dateline.ledger import Ledger

rdflib = pytest.importorskip("rdflib", reason="the reading library of these tests is not installed")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

SCHEMA = rdflib.Namespace("https://schema.org/")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
OURS = rdflib.Namespace(f"{NAMES}terms/")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger with something of everything."""
    with filled(tmp_path_factory.mktemp("linked") / "desk.db") as opened:
        yield opened


def graph_of(ledger, entries, **options):
    """The triples of the document; no network is there to fetch a context."""
    document = json.dumps(linked(entries, Shelf(ledger), **options))
    return rdflib.Graph().parse(data=document, format="json-ld")


def test_a_meeting_is_an_event_with_its_status_and_the_date_it_had(ledger):
    """A rescheduled meeting has the status of schema.org, its new date and the previous one."""
    (moved,) = ledger.meetings(status="rescheduled")
    graph = graph_of(ledger, [moved])
    event = rdflib.URIRef(f"{NAMES}meetings/{moved.id}")
    assert (event, rdflib.RDF.type, SCHEMA.Event) in graph
    assert graph.value(event, SCHEMA.eventStatus) == SCHEMA.EventRescheduled
    assert str(graph.value(event, SCHEMA.startDate)) == "2031-03-13"
    assert str(graph.value(event, SCHEMA.previousStartDate)) == "2031-03-10"
    assert str(graph.value(event, OURS.status)) == "rescheduled"
    assert {str(graph.value(p, SCHEMA.name)) for p in graph.objects(event, SCHEMA.attendee)} == {
        "Paul Reed",
        "Mila Kern",
    }


def test_what_schema_org_has_no_word_for_keeps_ours_only(ledger):
    """A refused meeting is no EventCancelled: nothing was agreed that could be cancelled."""
    (refused,) = ledger.meetings(status="refused")
    graph = graph_of(ledger, [refused])
    event = rdflib.URIRef(f"{NAMES}meetings/{refused.id}")
    assert graph.value(event, SCHEMA.eventStatus) is None
    assert str(graph.value(event, OURS.status)) == "refused"


def test_every_selector_opens_at_the_words(ledger):
    """Each passage has a position and a quote, and the report's text has the one at the other."""
    entries = [*ledger.meetings(), *ledger.statements(), *ledger.positions()]
    graph = graph_of(ledger, entries)
    targets = list(graph.subjects(OA.hasSelector, unique=True))
    assert len(targets) > 5
    for target in targets:
        selectors = list(graph.objects(target, OA.hasSelector))
        (start,) = [v.toPython() for s in selectors for v in graph.objects(s, OA.start)]
        (end,) = [v.toPython() for s in selectors for v in graph.objects(s, OA.end)]
        (exact,) = [str(v) for s in selectors for v in graph.objects(s, OA.exact)]
        report = graph.value(target, OA.hasSource)
        assert ledger.report(str(report).rpartition("/")[2]).text[start:end] == exact
        assert (target, PROV.wasDerivedFrom, report) in graph


def test_a_statement_is_a_quotation_with_its_speaker_and_its_chain(ledger):
    """Who said it, in which report, through whom."""
    (said,) = ledger.statements(by="Lavrov")
    graph = graph_of(ledger, [said])
    quotation = rdflib.URIRef(f"{NAMES}statements/{said.id}")
    assert (quotation, rdflib.RDF.type, SCHEMA.Quotation) in graph
    assert str(graph.value(quotation, SCHEMA.text)) == said.words
    assert str(graph.value(graph.value(quotation, SCHEMA.spokenByCharacter), SCHEMA.name)) == "Sergey Lavrov"
    chain = rdflib.collection.Collection(graph, graph.value(quotation, OURS.through))
    assert [str(graph.value(hop, SCHEMA.name)) for hop in chain] == [h.name for h in said.chain]
    article = graph.value(quotation, SCHEMA.isPartOf)
    assert str(graph.value(article, SCHEMA.sha256)) == ledger.report(said.passage.report).document.sha256


def test_ids_stand_under_a_desk_where_there_is_one(ledger):
    """With a base every id is an address of its pages, and nothing of the tag URIs is left but terms."""
    graph = graph_of(ledger, ledger.meetings(), base="http://127.0.0.1:8321/")
    names = {str(s) for s in graph.subjects() if isinstance(s, rdflib.URIRef)}
    assert names
    assert all(name.startswith("http://127.0.0.1:8321/") for name in names)


def test_every_key_is_defined():
    """No key falls out of the graph for want of a definition in the context."""
    assert all(
        isinstance(v, dict) or ":" in v or v.startswith("@") for k, v in CONTEXT.items() if k != "@version"
    )


def test_a_copy_is_derived_from_its_original(examples, tmp_path):
    """Every derivation that the ledger knows is one in PROV; an original that is not here has its name."""
    with Ledger(tmp_path / "desk.db") as ledger:
        for report in examples:
            ledger.add(report)
        reports = ledger.reports()
        graph = graph_of(ledger, ledger.statements())
    named = {d.name for r in reports for d in r.derived_from if d.source is None}
    here = {(r.id, d.source) for r in reports for d in r.derived_from if d.source is not None}
    assert named or here
    for report, source in here:
        one, other = (rdflib.URIRef(f"{NAMES}reports/{name}") for name in (report, source))
        assert (one, PROV.wasDerivedFrom, other) in graph
    absent = [o for o in graph.objects(None, PROV.wasDerivedFrom) if isinstance(o, rdflib.BNode)]
    publishers = {str(graph.value(graph.value(o, SCHEMA.publisher), SCHEMA.name)) for o in absent}
    assert publishers == named
