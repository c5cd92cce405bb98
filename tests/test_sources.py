# ruff: noqa: E501 - a record is a line
import gzip
import io
import json

import pytest

from dateline.errors import SourceError
from dateline.sources import Failure, Raw, open_sources, read_published

WORDS = "The envoys met in Geneva."


@pytest.fixture
def folder(tmp_path):
    """A folder with reports, a sidecar, a hidden file, a picture and a folder inside."""
    (tmp_path / "b.txt").write_text(WORDS)
    (tmp_path / "a.html").write_text(f"<html><body><p>{WORDS}</p></body></html>")
    (tmp_path / "b.meta.json").write_text(
        '{"published": "2025-10-21", "outlet": "Northwire", "title": "Talks"}'
    )
    (tmp_path / ".hidden.txt").write_text(WORDS)
    (tmp_path / "c.png").write_bytes(b"\x89PNG\x00")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "e.html.gz").write_bytes(gzip.compress(WORDS.encode()))
    return tmp_path


def opened(path, **options):
    """What stands at a path that holds one report."""
    (found,) = open_sources([str(path)], **options)
    return found


def test_a_folder_is_every_report_in_it(folder):
    """Reports come sorted, named as given; sidecars and hidden files stay silent, the rest says why."""
    found = list(open_sources([str(folder)]))
    assert [one.where.removeprefix(f"{folder}/") for one in found] == [
        "a.html",
        "b.txt",
        "c.png",
        "d/e.html.gz",
    ]
    assert [one.path for one in found if isinstance(one, Raw)] == [
        f"{folder}/{name}" for name in ("a.html", "b.txt", "d/e.html.gz")
    ]
    assert isinstance(found[2], Failure)
    assert ".png files are not reports" in str(found[2].error)


def test_a_relative_path_stays_as_given(folder, monkeypatch):
    """The path of a report is the path as given."""
    monkeypatch.chdir(folder)
    assert [one.path for one in open_sources(["b.txt", "d"])] == ["b.txt", "d/e.html.gz"]


def test_a_sidecar_is_read(folder):
    """The metadata beside a text goes with it, and what is said by hand wins."""
    raw = opened(folder / "b.txt")
    assert (raw.published.iso, raw.outlet, raw.title, raw.url) == ("2025-10-21", "Northwire", "Talks", None)
    raw = opened(folder / "b.txt", published="2025-10-22T09:30", outlet="Ledger", url="https://x.example/a")
    assert (raw.published.iso, raw.outlet, raw.title) == ("2025-10-22T09:30", "Ledger", "Talks")
    assert raw.url == "https://x.example/a"


@pytest.mark.parametrize(
    ("sidecar", "words"),
    [
        ("{", "not a JSON object"),
        ("[]", "not a JSON object"),
        ('{"outlet": 5}', '"outlet"'),
        ('{"published": "20255-01-01"}', "20255-01-01"),
        ('{"published": "1066-10-14"}', "1900 to 2100"),
    ],
)
def test_a_bad_sidecar_is_one_failure(folder, sidecar, words):
    """A sidecar that cannot be read costs its own report and names itself."""
    (folder / "b.meta.json").write_text(sidecar)
    found = list(open_sources([str(folder)]))
    assert isinstance(found[1], Failure)
    assert "b.meta.json" in str(found[1].error)
    assert words in str(found[1].error)
    assert isinstance(found[3], Raw)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2025-10-21", "2025-10-21"),
        ("20251021", "2025-10-21"),
        ("2025-10-21T08:00", "2025-10-21T08:00"),
        ("2025-10-21 08:00:30.123+02:00", "2025-10-21T08:00+02:00"),
        ("2025-10", "2025-10"),
        ("2025", "2025"),
    ],
)
def test_publication_times(words, iso):
    """A publication time is read in the spellings of ISO 8601."""
    assert read_published(words, "--published").iso == iso


@pytest.mark.parametrize(
    "words", ["20255-01-01", "soon", "2025-13-01", "2025-02-30", "3025-01-01", "21.10.25"]
)
def test_a_published_flag_that_is_no_time(words):
    """The flag is refused at once, in a sentence that names it and says what to write."""
    with pytest.raises(SourceError, match="--published"):
        open_sources(["x.txt"], published=words)


@pytest.mark.parametrize("words", [None, "", "  "])
def test_no_publication_time(words):
    """Nothing given is nothing known."""
    assert read_published(words, "--published") is None


def test_standard_input():
    """A dash reads standard input."""
    raw = opened("-", stdin=io.BytesIO(WORDS.encode()))
    assert (raw.data, raw.where) == (WORDS.encode(), "-")


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        ({"maintext": WORDS, "title": "T", "date_publish": "2025-10-21 00:00:00", "source_domain": "x.example",
          "url": "https://x.example/a", "language": "en"}, ("2025-10-21", "x.example", "https://x.example/a", "T")),
        ({"text": WORDS, "raw_text": "no", "title": "T", "date": "2025-10-21", "hostname": "x.example",
          "source-hostname": "X News", "source": "https://x.example/a"},
         ("2025-10-21", "X News", "https://x.example/a", "T")),
        ({"plaintext": WORDS, "title": "T", "publishing_date": "2025-10-21 08:00:00+02:00", "publisher": "X News",
          "html": {"responded_url": "https://x.example/a", "content": "<p>"}},
         ("2025-10-21T08:00+02:00", "X News", "https://x.example/a", "T")),
    ],
    ids=["news-please", "trafilatura", "Fundus"],
)  # fmt: skip
def test_records(tmp_path, record, fields):
    """The records of three tools are read, in their own field names."""
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps(record) + "\n")
    raw = opened(path)
    assert (raw.published.iso, raw.outlet, raw.url, raw.title) == fields
    assert (raw.data.decode(), raw.path, raw.where) == (f"T\n{WORDS}", str(path), f"{path}:1")


@pytest.mark.parametrize("text", [f"T\n{WORDS}", f" T \n\n{WORDS}"])
def test_a_title_stands_once(tmp_path, text):
    """A record whose text opens with its title is left as it is."""
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps({"title": "T", "text": text}))
    assert opened(path).data.decode() == text


def test_a_fundus_body_and_a_page(tmp_path):
    """A structured body becomes its lines; a record with a page alone is read as a page."""
    path = tmp_path / "r.ndjson"
    body = {"summary": ["Sum."], "sections": [{"headline": ["Head"], "paragraphs": ["One.", "Two."]}]}
    path.write_text(json.dumps({"body": body}) + "\n\n" + json.dumps({"html": "<p>x</p>"}))
    first, second = open_sources([str(path)])
    assert first.data.decode() == "Sum.\nHead\nOne.\nTwo."
    assert (second.media_type, second.where) == ("text/html", f"{path}:3")


def test_bad_records_are_failures_in_their_place(tmp_path):
    """A bad line costs itself; the lines after it are read."""
    lines = ["{", "5", "{}", '{"text": "x", "date": "20255-01-01"}', json.dumps({"text": WORDS})]
    path = tmp_path / "r.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    found = list(open_sources([str(path)]))
    assert [isinstance(one, Failure) for one in found] == [True] * 4 + [False]
    assert [one.where for one in found] == [f"{path}:{n}" for n in range(1, 6)]


def test_a_missing_file_does_not_cost_the_batch(folder):
    """What is not there is one failure that names it."""
    found = list(open_sources([str(folder / "none.txt"), str(folder / "b.txt")]))
    assert isinstance(found[0], Failure)
    assert "none.txt" in str(found[0].error)
    assert isinstance(found[1], Raw)


def test_an_empty_folder_says_so(tmp_path):
    """A folder without reports is a failure, not silence."""
    assert "holds no reports" in str(opened(tmp_path).error)


@pytest.mark.parametrize("name", ["empty.jsonl", "empty.mbox", "empty.jsonl.gz"])
def test_a_file_without_any_report_says_so(tmp_path, name):
    """A container with nothing in it is told in a sentence, as an empty report is."""
    (tmp_path / name).write_bytes(gzip.compress(b"") if name.endswith(".gz") else b"")
    (failure,) = open_sources([str(tmp_path / name)])
    assert isinstance(failure, Failure)
    assert str(failure.error) == f"{tmp_path / name}: no report in it; check the file."
