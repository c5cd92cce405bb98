"""ninjs and NewsML-G2: what an item says is a report, what it says of itself is its provenance."""

import importlib
import json
from pathlib import Path

import pytest

import dateline
from dateline.analysis.lexicons import lexicon
from dateline.analysis.meetings.records import status_named
from dateline.ledger.filing import file_report
from dateline.model.findings import Status
from dateline.model.provenance import Form, PubStatus
from dateline.model.text import SegmentKind
from dateline.model.times import When
from dateline.sources import Failure, Raw, open_sources
from dateline.sources.wires.ninjs import is_ninjs

WIRES = Path(__file__).parent / "wires"
SAMPLES = [Path(__file__).parents[2] / "shared" / "gold" / name for name in ("iptc_ninjs", "iptc_newsmlg2")]

TEXT = {
    "uri": "urn:x:1",
    "type": "text",
    "version": "1",
    "versioncreated": "2021-03-12T10:00:00Z",
    "pubstatus": "usable",
    "headline": "Talks in Oslo",
    "body_text": "The envoys will meet in Oslo on Friday, the ministry said.",
}


AGREED = (
    "Peru will send its foreign minister to talks with Ecuador in Manaus next week, "
    "Foreign Minister Inés Carpio said on Wednesday."
)


def opened(path):
    """What a file gives."""
    return list(open_sources([str(path)]))


def written(folder, item, name="item.json"):
    """The one outcome of an item in a file of its own."""
    file = folder / name
    file.write_text(item if isinstance(item, str) else json.dumps(item), "utf-8")
    (found,) = opened(file)
    return found


def test_ninjs_1_is_read_with_its_facts():
    """A text of ninjs 1: paragraphs of its markup, byline, outlet, urgency, subjects, version, credit."""
    (raw,) = opened(WIRES / "talks_ninjs1.json")
    text = raw.data.decode()
    assert text.splitlines()[:2] == ["Peru agrees to talks on the Ambar crossing", "By Clara Whitcombe"]
    assert text.splitlines()[2].startswith("LIMA, March 12 (Meridian Wire) - Peru will send")
    assert raw.outlet == "Northern Courier"
    assert raw.published == When.parse("2031-03-12T18:05-05:00")
    assert raw.provenance.as_dict() == {
        "credits": ["Meridian Wire"],
        "record": None,
        "key": "http://meridian.example/items/ambar-talks",
        "version": "2",
        "pub_status": "usable",
        "form": "prose",
        "byline": "Clara Whitcombe",
        "urgency": 3,
        "subjects": ["11002000"],
    }


def test_ninjs_3_is_read_and_the_articles_inside_it_too():
    """A text of ninjs 3 takes its main headline; an article inside it is a report, a picture none."""
    main, background = opened(WIRES / "talks_ninjs3.json")
    assert main.title == "Peru puts off talks on the Ambar crossing"
    assert main.credits == ("Andean Desk",)
    assert (background.key, background.record) == ("urn:x:background-1", "talks_ninjs3.json/associations/2")


def test_a_credited_agency_is_a_hop_of_the_wires_report():
    """The outlet that the item credits stands between its publisher and the speaker, without a place."""
    (report,) = dateline.read_all([WIRES / "talks_ninjs1.json"])
    spoken = [s for s in report.statements if s.speaker.name == "Inés Carpio"]
    assert spoken
    assert all(
        [h.name for h in s.chain] == ["Northern Courier", "Meridian Wire", "Inés Carpio"] for s in spoken
    )


def test_an_event_is_a_meeting_with_its_occurrence_status():
    """An event that was planned and then cancelled asserts just that, from the line of its status."""
    (report,) = dateline.read_all([WIRES / "talks_event.json"])
    assert report.document.provenance.form is Form.EVENT
    (talks,) = report.meetings
    assert talks.status is Status.CANCELLED
    assert [a.evidence.quote for a in talks.assertions] == ["Status: eos6"]
    assert talks.when == When.parse("2031-03-20/2031-03-21")
    assert talks.place == "Geneva"
    assert [p.name for p in talks.participants] == ["Inés Carpio", "Julio Terán", "United Nations"]
    mentions = {a.name: [report.text[s:e] for s, e in a.mentions] for a in report.actors}
    assert mentions["Brazil"] == ["Brazil"]
    assert {s.kind for s in report.document.segments} == {SegmentKind.LABEL, SegmentKind.BODY}


def test_an_event_keeps_its_evidence_in_the_ledger(tmp_path):
    """A recorded event that is added, and read again by a newer analysis, comes out as it went in."""
    (report,) = dateline.read_all([WIRES / "talks_event.json"])
    with dateline.Ledger(tmp_path / "desk.db") as ledger:
        ledger._store.add(file_report(report), "an older analysis")
        (again,) = ledger.reanalyse()
        assert again.differences == ()
        assert not ledger.check()
        (meeting,) = ledger.meetings()
        assert meeting.status is Status.CANCELLED
        assert ledger.report(report.id) == report


def test_a_calendar_tells_the_life_of_a_meeting(tmp_path):
    """An event that a wire first has as certain and then as cancelled was planned and then cancelled."""
    item = json.loads((WIRES / "talks_event.json").read_text("utf-8"))
    for number, (status, hour) in enumerate((("eos5", "08"), ("eos6", "09")), 1):
        item |= {"version": str(number), "versionCreated": f"2031-03-14T{hour}:00:00Z"}
        item["eventDetails"]["eventStatus"] = f"http://cv.iptc.org/newscodes/eventoccurstatus/{status}"
        (tmp_path / f"{number}.json").write_text(json.dumps(item), "utf-8")
    with dateline.Ledger(tmp_path / "desk.db") as ledger:
        for report in dateline.read_all([tmp_path / "2.json", tmp_path / "1.json"]):
            ledger.add(report)
        (meeting,) = ledger.meetings()
        assert [s.status for s in meeting.stages] == [Status.PLANNED, Status.CANCELLED]
        assert not ledger.check()


def test_newsml_message_gives_each_of_its_items():
    """Of a NewsML-G2 message every item is read, or refused with its place and a reason."""
    text, notice, held, event, package = opened(WIRES / "talks_newsml.xml")
    assert text.data.decode().splitlines() == [
        "Peru agrees to talks on the Ambar crossing",
        "By Clara Whitcombe",
        f"LIMA, March 12 - {AGREED}",
        '"We will come, and we will listen," she said.',
    ]
    assert text.credits == ("reuters", "Andean Desk", "Meridian Wire")
    assert text.provenance.subjects == ("medtop:20000643", "medtop:20000593")
    assert (text.version, text.urgency, text.record) == ("4", 3, "talks_newsml.xml#1")
    assert (notice.pub_status, notice.title) == (PubStatus.CANCELED, "Kill: border guards cross river")
    assert held.embargo == When.vague()
    assert event.form is Form.EVENT
    assert isinstance(package, Failure)
    assert str(package.error).endswith(
        "talks_newsml.xml#5: a package only lists items; give the items themselves."
    )


def test_a_newsml_hop_history_is_the_chain():
    """The parties of a hop history are hops behind the provider, the newest first, by their known names."""
    report = next(r for r in dateline.read_all([WIRES / "talks_newsml.xml"]) if not isinstance(r, Failure))
    said = next(s for s in report.statements if s.speaker.name == "Inés Carpio")
    assert [h.name for h in said.chain] == [
        "Northern Courier",
        "Reuters",
        "Andean Desk",
        "Meridian Wire",
        "Inés Carpio",
    ]


def test_a_newsml_event_may_only_be_proposed():
    """An event of NewsML-G2 that may occur is proposed; two days' duration end on the second day."""
    reports = [r for r in dateline.read_all([WIRES / "talks_newsml.xml"]) if not isinstance(r, Failure)]
    (summit,) = reports[-1].meetings
    assert (summit.status, summit.kind.value, summit.place) == (Status.PROPOSED, "summit", "Geneva")
    assert summit.when == When.parse("2031-03-24/2031-03-25")
    assert [p.side for p in summit.participants] == ["Peru", "Ecuador"]


def test_a_cancelled_item_withdraws_its_article(tmp_path):
    """The notice of a wire takes back what an earlier version of its item said, and both stay readable."""
    for number, facts in enumerate(({}, {"version": "2", "pubstatus": "canceled", "body_text": ""}), 1):
        (tmp_path / f"{number}.json").write_text(json.dumps(TEXT | facts), "utf-8")
    with dateline.Ledger(tmp_path / "desk.db") as ledger:
        for report in dateline.read_all([tmp_path / "1.json", tmp_path / "2.json"]):
            ledger.add(report)
        assert sorted(r.standing.kind.value for r in ledger.reports()) == ["withdrawal", "withdrawn"]
        assert not ledger.entries().utterances


@pytest.mark.parametrize("row", lexicon("event_status")["code"], ids=lambda row: row["example"])
def test_every_status_code_is_mapped(row):
    """Each code of the table is known by a qcode, an address or a word, whatever its case."""
    assert status_named(row["example"]) is Status(row["status"])
    assert status_named(row["example"].upper()) is Status(row["status"])


def event(**details):
    """An event of ninjs with its details."""
    return {
        "uri": "urn:x:event",
        "type": "event",
        "versioncreated": "2031-03-14T09:00:00Z",
        "title": details.pop("title", "Meeting of Peru and Ecuador"),
        "eventDetails": details,
    }


def read_item(folder, item):
    """The report that an item makes."""
    (folder / "item.json").write_text(json.dumps(item), "utf-8")
    return dateline.read(folder / "item.json")


@pytest.mark.parametrize(
    ("start", "status"),
    [("2031-03-20", Status.PLANNED), ("2031-03-14", Status.PLANNED), ("2031-03-01", Status.UNCLEAR)],
)
def test_without_a_code_the_dates_tell(tmp_path, start, status):
    """An entry without a status is planned while its day lies ahead, and says nothing afterwards."""
    report = read_item(tmp_path, event(dates={"expectedStartDate": start}))
    (meeting,) = report.meetings
    assert meeting.status is status
    assert meeting.assertions[0].evidence.quote == f"Starts: {start}"


def test_an_unknown_status_is_told(tmp_path):
    """A status that nobody knows is a signal at its words, and the dates decide."""
    report = read_item(tmp_path, event(eventStatus="x:maybe", dates={"startDate": "2031-03-20"}))
    assert report.meetings[0].status is Status.PLANNED
    (signal,) = report.signals
    assert (signal.code, report.text[signal.start : signal.end]) == ("event_status_unknown", "maybe")


def test_a_concert_is_no_meeting(tmp_path):
    """An event at which nobody meets anybody is no meeting, and the report says so."""
    report = read_item(tmp_path, event(title="Accidental Heroes, a play", dates={"startDate": "2031-03-20"}))
    assert report.meetings == ()
    assert [s.code for s in report.signals] == ["event_no_encounter"]


def test_lines_like_a_record_in_prose_are_prose():
    """Only what a wire has written as a record is read as one."""
    report = dateline.read_text("Event: Summit of Peru and Ecuador\nStatus: eos5\nStarts: 2031-03-20\n")
    assert not any(a.evidence.quote.startswith("Status") for m in report.meetings for a in m.assertions)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pubstatus": "spiked"}, "at pubstatus"),
        ({"urgency": "high"}, "at urgency"),
        ({"urgency": 11}, "at urgency"),
        ({"body_text": ""}, "no text in the item"),
        ({"subject": "politics"}, "at subjects"),
        ({"versioncreated": "yesterday"}, "not a publication time"),
        ({"type": "picture", "body_text": None}, "a picture without an article"),
        ({"embargoed": "soon"}, "not a publication time"),
    ],
)
def test_what_is_not_valid_is_refused_with_its_place(tmp_path, change, words):
    """An item that breaks the standard is refused in a sentence that names the file and the property."""
    found = written(tmp_path, TEXT | change)
    assert isinstance(found, Failure)
    assert str(found.error).startswith(str(tmp_path / "item.json"))
    assert words in str(found.error)


@pytest.mark.parametrize("status", ["withheld", "usable"])
def test_what_is_withheld_or_embargoed_is_not_read(tmp_path, status):
    """A withheld item and one under embargo are told, with their time, and not read."""
    item = TEXT | {"pubstatus": status, "embargoed": "2099-01-01T00:00:00Z"}
    (tmp_path / "item.json").write_text(json.dumps(item), "utf-8")
    (found,) = dateline.read_all([tmp_path / "item.json"])
    assert isinstance(found, Failure)
    assert "until 2099-01-01T00:00+00:00" in str(found.error)


def test_ninjs_comes_in_lists_and_lines_and_pipes(tmp_path):
    """Items of ninjs are read from a list, from JSON Lines, and from standard input."""
    other = TEXT | {"uri": "urn:x:2"}
    (tmp_path / "list.json").write_text(json.dumps([TEXT, other]), "utf-8")
    (tmp_path / "lines.jsonl").write_text(f"{json.dumps(TEXT)}\n{json.dumps(other)}\n", "utf-8")
    for name in ("list.json", "lines.jsonl"):
        assert [r.key for r in opened(tmp_path / name)] == ["urn:x:1", "urn:x:2"]
    with (tmp_path / "list.json").open("rb") as stdin:
        assert [r.key for r in open_sources(["-"], stdin=stdin)] == ["urn:x:1", "urn:x:2"]


def test_an_article_in_a_json_file_is_read(tmp_path):
    """A .json file with one article, in the field names of JSON Lines, is a report."""
    raw = written(tmp_path, {"maintext": "The envoys will meet in Oslo.", "title": "Talks"})
    assert raw.data.decode() == "Talks\nThe envoys will meet in Oslo."


def test_other_json_and_xml_in_a_folder_is_passed_over(tmp_path):
    """In a folder, settings and feeds are passed over with a sentence; named, they are an error."""
    (tmp_path / "settings.json").write_text('{"colour": "blue"}', "utf-8")
    (tmp_path / "feed.xml").write_text("<rss><channel/></rss>", "utf-8")
    assert [f.skipped for f in opened(tmp_path)] == [True, True]
    assert [f.skipped for f in opened(tmp_path / "feed.xml")] == [False]


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        [],
        {},
        {"uri": 4},
        {"uri": "x"},
        {"uri": "x", "type": "car"},
        [[{"uri": "x"}]],
        {"uri": "x", "type": []},
    ],
)
def test_what_is_no_ninjs(value):
    """JSON without a uri and the marks of an item is no ninjs."""
    assert not is_ninjs(value)


HOSTILE = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1">
<contentMeta><headline>Talks in Oslo</headline></contentMeta>
<contentSet><inlineXML><p>The envoys will meet in Oslo. &b;&secret;</p></inlineXML></contentSet></newsItem>"""


def test_entities_are_not_resolved(tmp_path):
    """Neither entities of the document's own making nor files that it names get into a report."""
    raw = written(tmp_path, HOSTILE, "item.xml")
    assert raw.data.decode().splitlines() == ["Talks in Oslo", "The envoys will meet in Oslo."]


@pytest.mark.parametrize(
    "data",
    [
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='x'>",
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' version='1'/>",
        "<newsItem guid='x'>" + "<a>" * 2000 + "</a>" * 2000 + "</newsItem>",
        "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'/>",
    ],
)
def test_broken_newsml_is_refused(tmp_path, data):
    """A truncated item, one without an identity, one nested too deeply, and an empty message are refused."""
    assert isinstance(written(tmp_path, data, "item.xml"), Failure)


@pytest.fixture
def samples(monkeypatch):
    """The benchmark that reads the samples of the IPTC."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "benchmarks"))
    return importlib.import_module("wires")


@pytest.mark.skipif(not all(f.is_dir() for f in SAMPLES), reason="the samples of the IPTC are not here")
def test_every_sample_is_read_or_refused_with_a_reason(samples):
    """Each sample of ninjs and NewsML-G2 is read, or refused in one sentence that names its file."""
    found = [one for folder in SAMPLES for one in samples.outcomes(folder)]
    files = {file for file, _ in found}
    assert len(files) > 100
    assert sum(told == "read" for _, told in found) > 50
    for file, told in found:
        assert told == "read" or (told.startswith(str(file)) and told.endswith(".") and "\n" not in told)
        assert "please report this" not in told


@pytest.mark.skipif(not SAMPLES[0].is_dir(), reason="the samples of the IPTC are not here")
def test_what_a_schema_of_the_iptc_accepts_is_valid(samples):
    """No item that a schema of the IPTC accepts, of any version of ninjs, breaks the schema of ours."""
    rows = list(samples.agreement(SAMPLES[0]))
    assert sum(bool(accepted) for _, accepted, _ in rows) > 50
    assert [(file.name, why) for file, accepted, why in rows if accepted and why] == []


def test_a_wire_is_one_raw_type():
    """Whatever format it came in, an item is the same kind of raw report as a file."""
    assert all(isinstance(f, Raw | Failure) for p in WIRES.iterdir() for f in opened(p))
