"""The command line, as a person uses it."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
FIRST = EXAMPLES / "01_meridian_proposed.txt"
DATELINE = Path(sys.executable).with_name("dateline")


@pytest.fixture
def run(capsys):
    """Run a command in this process: exit code, stdout, stderr."""

    def call(*arguments):
        with pytest.raises(SystemExit) as left:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return left.value.code, out, err

    return call


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """A ledger of all example reports."""
    db = tmp_path_factory.mktemp("desk") / "desk.db"
    with pytest.raises(SystemExit) as left:
        main(["add", str(EXAMPLES), "--db", str(db)])
    assert left.value.code == 0
    return db


def test_help_ends_in_an_example(run):
    """``dateline --help`` names every command and shows one that can be copied."""
    code, out, _ = run("--help")
    assert code == 0
    assert all(
        f"\n  {c} " in out
        for c in ("read", "add", "meetings", "statements", "positions", "changes", "actors")
    )
    assert out.rstrip().splitlines()[-1].strip().startswith("Example: dateline read")


def test_a_brief_says_what_one_report_says(run):
    """``dateline read`` prints the meetings with their status and words, and the statements."""
    code, out, err = run("read", FIRST)
    assert (code, err) == (0, "")
    assert out.index("Meetings") < out.index("Statements")


def test_json_of_one_report_is_an_object_and_of_two_an_array(run):
    """``--json`` fits what was asked: one report, one object."""
    _, one, _ = run("read", FIRST, "--json")
    _, two, _ = run("read", FIRST, FIRST, "--json")
    assert json.loads(one)["schema"] == "dateline.report/1"
    assert [r["report"]["path"] for r in json.loads(two)] == [str(FIRST), str(FIRST)]


def test_jsonl_prints_one_object_a_report_in_the_order_given(run):
    """``--jsonl`` of two files gives two lines, the first file first."""
    other = EXAMPLES / "03_andean_one_side.txt"
    _, out, _ = run("read", other, FIRST, "--jsonl")
    assert [json.loads(line)["report"]["path"] for line in out.splitlines()] == [str(other), str(FIRST)]


def test_a_sidecar_is_used_and_an_option_wins(run):
    """Metadata comes from ``<name>.meta.json``, and ``--outlet`` overrides it."""
    sidecar = json.loads(FIRST.with_suffix("").with_suffix(".meta.json").read_text(encoding="utf-8"))
    _, plain, _ = run("read", FIRST, "--json")
    _, given, _ = run("read", FIRST, "--json", "--outlet", "Desk Copy")
    assert json.loads(plain)["report"]["outlet"] == sidecar["outlet"]
    assert json.loads(given)["report"]["outlet"] == "Desk Copy"


def test_csv_of_a_report_is_a_table_of_its_findings(run):
    """``read --csv`` has a row a finding, whose offsets open at the words in the file."""
    _, out, _ = run("read", FIRST, "--csv")
    text = FIRST.read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["finding"] for row in rows} >= {"meeting", "statement"}
    meetings = [row for row in rows if row["finding"] == "meeting"]
    assert all(text[int(r["start"]) : int(r["end"])] == r["quote"] for r in meetings)


def test_standard_input_is_read():
    """``-`` reads standard input, with the metadata given."""
    done = subprocess.run(
        [DATELINE, "read", "-", "--json", "--outlet", "Meridian Wire", "--published", "2025-10-21"],
        input=b"The foreign minister of Norway said on Tuesday that talks would be held in Oslo.",
        capture_output=True,
        check=True,
    )
    facts = json.loads(done.stdout)["report"]
    assert (facts["path"], facts["outlet"], facts["published"]) == ("-", "Meridian Wire", "2025-10-21")


def test_adding_twice_adds_nothing(run, desk):
    """The same command again finds every report already there."""
    code, _, err = run("add", EXAMPLES, "--db", desk)
    assert code == 0
    assert err.splitlines()[-1].startswith("0 added, 13 already there, 0 not read, ")


@pytest.mark.parametrize("command", ["meetings", "statements", "positions", "changes"])
def test_every_question_answers_in_every_form(run, desk, command):
    """JSON, JSON Lines, CSV and table hold the same rows, and each row opens in its report."""
    code, out, _ = run(command, "--db", desk, "--json")
    rows = json.loads(out)
    assert code == 0
    assert rows
    assert all(
        {"claim", "who", "quote", "outlet", "published", "report", "start", "end"} <= row.keys()
        for row in rows
    )
    assert [json.loads(line) for line in run(command, "--db", desk, "--jsonl")[1].splitlines()] == rows
    assert len(list(csv.DictReader(io.StringIO(run(command, "--db", desk, "--csv")[1])))) == len(rows)
    assert run(command, "--db", desk, "--table")[1].strip()


def test_the_brief_of_a_ledger_tells_a_life_in_one_line(run, desk):
    """``--brief`` shows each meeting's steps with their days, and positions with their words."""
    lives = run("meetings", "--db", desk, "--brief")[1]
    assert " → " in lives
    assert re.search(r"^  \d+ \w{3} proposed \(", lives, re.MULTILINE)
    stands = run("positions", "--db", desk, "--brief")[1]
    assert "“" in stands
    assert not re.search(r" $", lives + stands, re.MULTILINE)


@pytest.mark.parametrize("command", ["meetings", "statements", "positions", "changes"])
def test_show_opens_what_an_answer_rests_on(run, desk, command):
    """Every id that a question prints can be opened with ``dateline show``."""
    rows = json.loads(run(command, "--db", desk, "--json", "--limit", "3")[1])
    for row in rows:
        code, out, _ = run("show", row["id"], "--db", desk)
        assert code == 0
        assert "[evidence: " in out or "[content: " in out


def test_limit_limits(run, desk):
    """``--limit 1`` gives one row."""
    assert len(json.loads(run("statements", "--db", desk, "--json", "--limit", "1")[1])) == 1


def test_check_finds_nothing_wrong(run, desk):
    """``dateline check`` over the example ledger: no violation, exit code 0."""
    code, _, err = run("check", "--db", desk)
    assert (code, err.split(", ")[1].strip()) == (0, "0 violations")


def test_changes_since_the_last_look_are_shown_once(run, tmp_path):
    """``changes --since last`` shows everything at first and then nothing."""
    db = tmp_path / "x.db"
    run("add", FIRST, "--db", db)
    assert json.loads(run("changes", "--since", "last", "--db", db, "--json")[1])
    assert json.loads(run("changes", "--since", "last", "--db", db, "--json")[1]) == []


def test_the_ledger_can_be_named_by_the_environment(run, desk, monkeypatch):
    """``DATELINE_DB`` stands in for ``--db``."""
    monkeypatch.setenv("DATELINE_DB", str(desk))
    assert run("check")[0] == 0


def test_standard_input_may_be_json_lines():
    """``-`` takes JSON Lines too, with the title, outlet, time and address of each record."""
    text = "The foreign minister of Norway said on Tuesday that talks would be held in Oslo."
    records = [
        {"maintext": text, "title": "One", "date_publish": "2025-10-21 08:00:00",
         "source_domain": "a.example", "url": "https://a.example/1"},
        {"text": text, "title": "Two", "date": "2025-10-22", "sitename": "B", "url": "https://b.example/2"},
        {"plaintext": text, "title": "Three", "publishing_date": "2025-10-23", "publisher": "C",
         "requested_url": "https://c.example/3"},
    ]  # fmt: skip
    done = subprocess.run(
        [DATELINE, "read", "-", "--jsonl"],
        input="\n".join(map(json.dumps, records)).encode(),
        capture_output=True,
        check=True,
    )
    found = [json.loads(line)["report"] for line in done.stdout.splitlines()]
    assert [[r[k] for k in ("title", "outlet", "published", "url")] for r in found] == [
        ["One", "a.example", "2025-10-21T08:00", "https://a.example/1"],
        ["Two", "B", "2025-10-22", "https://b.example/2"],
        ["Three", "C", "2025-10-23", "https://c.example/3"],
    ]


def test_a_page_brings_its_own_facts(run):
    """The title of a page opens its text, and its outlet, time and address come through."""
    report = json.loads(run("read", EXAMPLES / "02_courier_announced.html", "--json")[1])["report"]
    assert all(report[key] for key in ("title", "outlet", "published", "url"))


def test_a_report_without_findings_says_so(run, tmp_path):
    """The brief of a report in which nothing is found is not just a heading."""
    path = tmp_path / "rain.txt"
    path.write_text(
        "Rain fell over the hills for most of the day and the roads were wet.\n", encoding="utf-8"
    )
    assert "No meeting, statement or position was found." in run("read", path)[1]


@pytest.mark.parametrize(
    "form", [[], ["--json"], ["--jsonl"], ["--csv"]], ids=lambda f: "".join(f) or "brief"
)
def test_a_reader_that_has_seen_enough_is_no_error(form):
    """``dateline read … | head -1`` leaves quietly with exit code 0."""
    with subprocess.Popen(
        [DATELINE, "read", EXAMPLES, *form], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        err = process.stderr.read().decode()
    assert process.returncode == 0
    assert "Traceback" not in err
    assert "Exception" not in err


def test_no_colour_in_a_pipe():
    """What is piped has no escape codes, whatever the terminal."""
    done = subprocess.run(
        [DATELINE, "--help"],
        capture_output=True,
        check=True,
        env=os.environ | {"FORCE_COLOR": "", "TERM": "xterm"},
    )
    assert b"\x1b[" not in done.stdout
