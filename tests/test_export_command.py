"""``dateline export`` and ``dateline codebook``."""

import json

import pytest
from export_reports import filled

from dateline.cli.exporting import _FORMATS, _TABLES
from dateline.cli.main import main
from dateline.export.formats import FORMATS
from dateline.export.tables import TABLES


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    """A ledger with something of everything."""
    place = tmp_path_factory.mktemp("export") / "desk.db"
    filled(place).close()
    return place


@pytest.fixture
def run(capsysbinary):
    """Run a command in this process: exit code, stdout in bytes, stderr."""

    def call(*arguments):
        with pytest.raises(SystemExit) as left:
            main([str(a) for a in arguments])
        out, err = capsysbinary.readouterr()
        return left.value.code, out, err.decode()

    return call


def test_the_command_offers_every_format_and_table():
    """The words that the command takes are those that the code knows."""
    assert set(_FORMATS) == {*FORMATS, "snapshot"}
    assert set(_TABLES) == set(TABLES)


@pytest.mark.parametrize("form", FORMATS)
def test_what_goes_to_a_file_is_what_goes_to_standard_output(run, db, tmp_path, form):
    """Each format is written whole to a file, and the same bytes to a pipe."""
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    place = tmp_path / f"out{FORMATS[form].ending}"
    code, out, err = run("export", form, "--db", db, "-o", place)
    assert (code, out) == (0, b"")
    assert f"{place.stat().st_size} bytes of {form} in " in err
    assert run("export", form, "--db", db) == (0, place.read_bytes(), "")
    assert [p.name for p in tmp_path.iterdir()] == [place.name]


def test_a_query_and_a_table(run, db):
    """The filters are those of the other commands, the table is named by --what."""
    code, out, _ = run("export", "jsonl", "--what", "assertions", "--about", "Kern", "--db", db)
    assert code == 0
    assert [json.loads(line)["status"] for line in out.splitlines()] == [
        "planned",
        "postponed",
        "rescheduled",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pdf",), "'pdf' is not one of 'csv'"),
        (("csv", "--what", "news"), "'news' is not one of 'meetings'"),
        (("ics", "--what", "statements"), "ics is made of meetings only; leave --what out."),
        (("csv", "--what", "statements", "--status", "held"), "--status does not go with statements"),
        (("atom", "--since", "soon"), "--since 'soon' is not a date"),
    ],
)
def test_what_is_not_understood_gets_one_sentence_and_code_2(run, db, tmp_path, arguments, words):
    """Nothing is written, neither to standard output nor to the file."""
    place = tmp_path / "out"
    code, out, err = run("export", *arguments, "--db", db, "-o", place)
    assert (code, out) == (2, b"")
    assert words in err
    assert len(err.strip().splitlines()) == 1
    assert not place.exists()


def test_a_place_that_cannot_be_written_gets_one_sentence_and_code_1(run, db, tmp_path):
    """The path and the reason are in the sentence."""
    place = tmp_path / "nowhere" / "out.csv"
    code, _, err = run("export", "csv", "--db", db, "-o", place)
    assert code == 1
    assert str(place) in err
    assert len(err.strip().splitlines()) == 1


def test_an_export_does_not_make_a_ledger_or_move_the_bookmark(run, db, tmp_path):
    """A missing ledger stays missing; a feed of what is new shows the same twice."""
    assert run("export", "csv", "--db", tmp_path / "none.db")[0] == 1
    assert not (tmp_path / "none.db").exists()
    first = run("export", "atom", "--since", "last", "--db", db)
    assert first[1].count(b"<entry>") > 0
    assert run("export", "atom", "--since", "last", "--db", db) == first


def test_the_codebook_is_printed(run):
    """Markdown for people; JSON and CSV for programs."""
    assert run("codebook")[1].startswith(b"# Codebook")
    rows = json.loads(run("codebook", "--json")[1])
    assert {"table", "column", "type", "may_be_empty", "meaning", "vocabulary", "words"} == set(rows[0])
    assert run("codebook", "--csv")[1].startswith(b"table,column,type")
