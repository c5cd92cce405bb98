"""The JSON contract."""

import json
from importlib import resources

import jsonschema
import pytest

from dateline.model import findings as vocabulary
from dateline.model.actors import ActorKind
from dateline.model.report import SCHEMA, Report
from dateline.model.text import SegmentKind

SCHEMA_FILE = resources.files("dateline.model") / "report.schema.json"


@pytest.fixture(scope="module")
def schema():
    """The JSON Schema that ships."""
    return json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


def test_the_schema_is_a_schema(schema):
    """The shipped schema is valid JSON Schema and is named after the contract."""
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == SCHEMA


def test_every_example_obeys_the_schema(schema, examples):
    """What ``dateline read --json`` prints of any example report is the contract."""
    validator = jsonschema.Draft202012Validator(schema)
    for report in examples:
        validator.validate(json.loads(json.dumps(report.as_dict())))


def test_a_report_survives_the_contract(examples):
    """Writing a report as JSON and reading it back beside its text gives the same report."""
    for report in examples:
        data = json.loads(json.dumps(report.as_dict()))
        assert Report.from_dict(data, report.text) == report


def test_every_quote_opens_at_its_words(examples):
    """Wherever the JSON has start, end and quote, the text has those words there."""
    for report in examples:
        for item in _objects(report.as_dict()):
            if "quote" in item:
                assert report.text[item["start"] : item["end"]] == item["quote"]


def _objects(value):
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _objects(item)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("segments", "kind"), SegmentKind),
        (("actors", "kind"), ActorKind),
        (("statements", "mode"), vocabulary.Mode),
        (("meetings", "kind"), vocabulary.MeetingKind),
        (("meetings", "format"), vocabulary.Format),
        (("meetings", "status"), vocabulary.Status),
        (("positions", "stance"), vocabulary.Stance),
        (("positions", "issue"), vocabulary.Issue),
    ],
)
def test_the_schema_has_the_vocabulary_of_the_code(schema, path, words):
    """A word that the code can print is a word that the schema allows, and no other."""
    items, key = path
    allowed = schema["properties"][items]["items"]["properties"][key]
    listed = allowed["enum"] if "enum" in allowed else allowed["anyOf"][0]["enum"]  # or a reader's own issue
    assert listed == [w.value for w in words]
