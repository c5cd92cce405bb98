"""Tables: CSV, JSON Lines, Parquet and frames have the same columns and the same cells."""

import csv
import datetime as dt
import io
import json

import pytest
from export_reports import HOSTILE, filled

from dateline.errors import ExportError, QueryError
from dateline.export import tables
from dateline.query import Query


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger with something of everything."""
    with filled(tmp_path_factory.mktemp("tables") / "desk.db") as opened:
        yield opened


def rows_of(ledger, name, **filters):
    """The rows of a table."""
    answers = tables.ask(ledger, name, Query.parse(**filters))
    return list(tables.TABLES[name].rows(answers))


@pytest.mark.parametrize("name", tables.TABLES)
def test_csv_and_json_lines_have_every_column_and_row(ledger, name):
    """The header is the columns; each record comes back as the cells that JSON Lines has."""
    answers = tables.ask(ledger, name)
    columns = [c.name for c in tables.TABLES[name].columns]
    text = "".join(tables.csv_lines(name, answers))
    header, *records = csv.reader(io.StringIO(text, newline=""))
    objects = [json.loads(line) for line in tables.json_lines(name, answers)]
    assert header == columns
    assert len(records) == len(objects) > 0
    for record, row in zip(records, objects, strict=True):
        assert list(row) == columns
        for cell, value in zip(record, row.values(), strict=True):
            assert cell == (
                ""
                if value is None
                else value
                if isinstance(value, str)
                else json.dumps(value, ensure_ascii=False)
            )


@pytest.mark.parametrize("name", [n for n in tables.TABLES if n not in {"reports", "actors"}])
def test_every_row_opens_at_its_words(ledger, name):
    """text[start:end] of the row's report is the row's quote, in every table that quotes."""
    for row in rows_of(ledger, name):
        text = ledger.report(row["report"]).text
        assert text[row["start"] : row["end"]] == row["quote"]


def test_a_cell_is_empty_only_where_the_codebook_says_so(ledger):
    """Where a column says that it is never empty, no row leaves it empty."""
    for name, table in tables.TABLES.items():
        full = [c.name for c in table.columns if not c.optional]
        assert not [c for row in rows_of(ledger, name) for c in full if row[c] is None]


def test_what_people_decided_stands_beside_what_the_machine_found(tmp_path):
    """A corrected statement has the person's speaker, who decided, and the machine's value."""
    with filled(tmp_path / "desk.db") as own:
        (said,) = own.statements(by="Lavrov")
        own.review.correct(said.id, who="Mila Kern", speaker="Ana Brook")
        row = next(r for r in rows_of(own, "statements") if r["id"] == said.id)
    assert (row["speaker"], row["reviewed"], row["reviewed_by"]) == ("Ana Brook", "correct", "Mila Kern")
    assert row["machine"] == ["speaker: Sergey Lavrov"]


def test_an_empty_answer_still_has_its_header(ledger):
    """A program that reads the file finds the columns where there are no rows."""
    answers = tables.ask(ledger, "meetings", Query.parse(about="nothing of the kind"))
    (header,) = tables.csv_lines("meetings", answers)
    assert header.startswith("id,label,status,")


def test_a_query_narrows_the_table(ledger):
    """The filters are those of every other question; one that does not go with the table is refused."""
    assert {r["status"] for r in rows_of(ledger, "meetings", status="rescheduled")} == {"rescheduled"}
    assert [r["status"] for r in rows_of(ledger, "assertions", about="Kern")] == [
        "planned",
        "postponed",
        "rescheduled",
    ]
    with pytest.raises(QueryError, match="--status does not go with statements"):
        rows_of(ledger, "statements", status="held")
    with pytest.raises(QueryError, match="There is no table 'news'; write one of: meetings"):
        tables.ask(ledger, "news")


def test_the_life_of_a_meeting_is_a_row_a_step(ledger):
    """Each status with the one before it, who brought it, and in which words."""
    steps = rows_of(ledger, "stages", about="Kern")
    assert [(s["number"], s["before"], s["status"]) for s in steps] == [
        (1, None, "planned"),
        (2, "planned", "postponed"),
        (3, "postponed", "rescheduled"),
    ]
    assert [s["voice"] for s in steps] == ["Mila Kern", "Paul Reed", "Mila Kern"]


def test_a_meeting_has_its_date_in_words_and_in_days(ledger):
    """An interval or a minute is there as told, and as a first and a last day to reckon with."""
    (row,) = rows_of(ledger, "meetings", status="rescheduled")
    assert (row["when"], row["when_precision"]) == ("2031-03-13", "day")
    assert row["first_day"] == row["last_day"] == dt.date(2031, 3, 13)
    assert row["sides"] == ["Southmark", "Norland"]
    assert (row["claims"], row["reports"], row["voice"]) == (3, 3, "Mila Kern")


def test_cells_are_exact_unless_a_spreadsheet_shall_open_them(ledger):
    """What begins like a formula stays as it is, or gets an apostrophe where that is asked for."""
    answers = tables.ask(ledger, "meetings", Query.parse(status="held"))
    plain = list(csv.DictReader(io.StringIO("".join(tables.csv_lines("meetings", answers)), newline="")))
    assert [r["quote"] for r in plain] == [HOSTILE]
    changes = tables.ask(ledger, "changes")
    guarded = "".join(tables.csv_lines("changes", changes, for_spreadsheets=True))
    for row in csv.DictReader(io.StringIO(guarded, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_polars_reads_the_parquet(ledger, tmp_path):
    """Rows, types and missing values come back; the meaning of each column is in the file."""
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    polars = pytest.importorskip("polars", reason="polars is not installed")
    import pyarrow.parquet as pq

    for name in tables.TABLES:
        path = tmp_path / f"{name}.parquet"
        path.write_bytes(tables.parquet(name, tables.ask(ledger, name)))
        frame = polars.read_parquet(path)
        assert frame.to_dicts() == rows_of(ledger, name)
    assert frame.schema["published_day"] == polars.Date
    schema = pq.read_schema(tmp_path / "meetings.parquet")
    assert schema.field("status").metadata[b"description"].startswith(b"What it is now")


def test_frames_of_polars(ledger):
    """A vocabulary is an Enum of all its words, so that absent ones can be counted."""
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = tables.to_polars(ledger, "meetings")
    assert frame.height == len(ledger.meetings())
    assert isinstance(frame.schema["status"], polars.Enum)
    assert "cancelled" in frame.schema["status"].categories
    assert frame.schema["sides"] == polars.List(polars.String)
    assert tables.to_polars(ledger, "reports").height == len(ledger)


def test_frames_of_pandas(ledger):
    """Dates are dates, vocabularies categoricals, and an empty cell is NA."""
    pytest.importorskip("pandas", reason="pandas is not installed")
    frame = tables.to_pandas(ledger, "meetings")
    assert len(frame) == len(ledger.meetings())
    assert "cancelled" in frame["status"].cat.categories
    assert frame["first_day"].dt.year.dropna().unique().tolist() == [2031]
    assert str(frame["claims"].dtype) == "Int64"
    assert tables.to_pandas(ledger, "meetings", Query.parse(about="nothing")).empty


def test_a_library_that_is_missing_is_named(monkeypatch):
    """Without pyarrow there is one sentence that says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"needs pyarrow.*pip install 'dateline\[parquet\]'"):
        tables.parquet("meetings", ())
