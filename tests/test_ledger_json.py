"""The ledger's JSON: what its schema says, what its page says, and what the commands print are one."""

import json
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from dateline.ledger import Ledger

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
SCHEMA = json.loads((resources.files("dateline.model") / "ledger.schema.json").read_text(encoding="utf-8"))
KINDS = ("meetings", "statements", "positions", "changes", "reports", "actors")


@pytest.fixture(scope="module")
def desk(examples, tmp_path_factory):
    """A ledger with all examples, open for reading."""
    path = tmp_path_factory.mktemp("json") / "desk.db"
    with Ledger(path) as ledger:
        for report in examples:
            ledger.add(report)
    with Ledger(path, read_only=True) as ledger:
        yield ledger


def answers(desk, kind):
    """What the ledger answers, as plain values."""
    return [entry.as_dict() for entry in getattr(desk, kind)()]


def _validator(kind):
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{kind[:-1]}", "$defs": SCHEMA["$defs"]})


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_is_as_the_schema_says(desk, kind):
    """Every object about the examples has the keys, types and words of the schema."""
    rows = answers(desk, kind)
    assert rows
    faults = [f"{e.json_path}: {e.message}" for row in rows for e in _validator(kind).iter_errors(row)]
    assert not faults


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_knows_every_key(desk, kind):
    """No object has a key that the schema does not name."""
    known = set(SCHEMA["$defs"][kind[:-1]]["properties"])
    assert {key for row in answers(desk, kind) for key in row} == known


def test_the_promised_keys_are_there(desk):
    """The keys that others build on are in every object of their kind."""
    promised = {
        "meetings": "id label participants kind format place when status contested history reports origins "
        "merged_from",
        "statements": "utterance report origins source cue content mode speaker chain",
        "changes": "at kind subject before after report origins quote",
        "reports": "id outlet published title path url derived_from",
        "actors": "id name kind side names roles statements meetings positions first last merged_from",
    }
    for kind, keys in promised.items():
        assert all(set(keys.split()) <= set(row) for row in answers(desk, kind))
    claims = [c for m in answers(desk, "meetings") for c in m["history"]]
    assert all({"status", "when", "by", "report", "start", "end", "quote"} <= set(c) for c in claims)


def _keys_and_words(value):
    if isinstance(value, dict):
        yield from value.get("properties", {})
        yield from (w for w in value.get("enum", ()) if isinstance(w, str))
        for item in value.values():
            yield from _keys_and_words(item)
    elif isinstance(value, list):
        for item in value:
            yield from _keys_and_words(item)


def test_every_key_and_word_is_documented():
    """docs/json.md names every key of the ledger's schema and every word of its vocabularies."""
    words = set(_keys_and_words(SCHEMA)) - set(KINDS)
    assert not {w for w in words if not re.search(rf"`[^`]*\b{re.escape(w)}\b[^`]*`", PAGE)}


def test_every_quote_opens_at_its_words(desk):
    """The evidence of claims, changes and derivations stands at its range in its report."""
    for row in [*answers(desk, "changes"), *(c for m in answers(desk, "meetings") for c in m["history"])]:
        assert desk.report(row["report"]).text[row["start"] : row["end"]] == row["quote"]
    for report in answers(desk, "reports"):
        for made in report["derived_from"]:
            found = made["evidence"]
            assert desk.report(report["id"]).text[found["start"] : found["end"]] == found["quote"]


def test_the_wire_copy_is_found_among_the_examples(desk):
    """The copy of the agency's dispatch goes back to it, and the meeting's origins know it."""
    made = {r["outlet"]: r["derived_from"] for r in answers(desk, "reports")}
    assert [(d["name"], d["kind"]) for d in made["Harbour Times"]] == [("Meridian Wire", "copy")]
    assert [(d["name"], d["kind"]) for d in made["Informant"]] == [("Meridian Wire", "rewrite")]


def test_the_command_prints_what_python_gives(desk):
    """``dateline reports --json`` is the same array as ``Ledger.reports()``."""
    command = [sys.executable, "-c", "from dateline.cli.main import main; main()", "reports"]
    done = subprocess.run([*command, "--json", "--db", str(desk.where)], capture_output=True, check=True)
    assert json.loads(done.stdout) == answers(desk, "reports")
    told = subprocess.run([*command, "--db", str(desk.where)], capture_output=True, check=True, text=True)
    assert "copy of Meridian Wire" in told.stdout
