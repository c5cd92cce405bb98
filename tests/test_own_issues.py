"""Issues of one's own: a TOML file beside the list that ships, checked when it is read."""

import json
from importlib import resources

import jsonschema
import pytest

import dateline
from dateline.analysis.positions.own_issues import read_issues
from dateline.errors import SettingError
from dateline.model.findings import Issue

GOOD = """
[[rows]]
issue = "fisheries"
words = ["fishing", "trawler*", "catch quota*"]
example = "The islanders want the trawlers out of their bay."

[[rows]]
issue = "sanctions"
words = ["port ban*"]
example = "The port ban is to be lifted in May."
"""
TEXT = "Peru demanded that Ecuador withdraw its trawlers from the bay. Chile rejected the port ban."


@pytest.fixture
def own(tmp_path):
    """A file with a new issue and more words for an old one."""
    path = tmp_path / "issues.toml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_new_issue_and_new_words_for_an_old_one(own):
    """The trawlers are fisheries and the port ban is a sanction; without the file both are something else."""
    found = dateline.read_text(TEXT, published="2031-03-04", issues=own).positions
    assert [str(p.issue) for p in found] == ["fisheries", "sanctions"]
    assert found[1].issue is Issue.SANCTIONS
    plain = dateline.read_text(TEXT, published="2031-03-04").positions
    assert [p.issue for p in plain] == [Issue.OTHER, Issue.OTHER]


def test_a_report_with_an_issue_of_one_s_own_keeps_the_contract(own):
    """It fits the JSON Schema and comes back from JSON as it was."""
    report = dateline.read_text(TEXT, published="2031-03-04", issues=own)
    data = report.as_dict()
    schema = resources.files("dateline.model") / "report.schema.json"
    jsonschema.validate(data, json.loads(schema.read_text(encoding="utf-8")))
    assert dateline.Report.from_dict(data, report.text).positions == report.positions


def test_the_ledger_keeps_it_and_finds_it_by_name(own, tmp_path):
    """A ledger takes the new issue, and ``--about fisheries`` finds it."""
    with dateline.Ledger(tmp_path / "desk.db") as ledger:
        ledger.add(dateline.read_text(TEXT, published="2031-03-04", issues=own))
        (found,) = ledger.positions(about="fisheries")
        assert (found.side, found.issue) == ("Peru", "fisheries")
        assert found.as_dict()["issue"] == "fisheries"


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("rows = ", "is no TOML"),
        ("", r"holds no \[\[rows\]\]"),
        ("rows = [1]", "row 1 is not a table"),
        ('[[rows]]\nissue = "Fish!"\nwords = ["fish"]\nexample = "A fish."', "'Fish!' is no name"),
        ('[[rows]]\nissue = "fish"\nwords = []\nexample = "A fish."', "words must be a list"),
        ('[[rows]]\nissue = "fish"\nwords = ["?"]\nexample = "A fish."', "words must be a list"),
        ('[[rows]]\nissue = "fish"\nwords = ["fish"]', "has no example"),
        ('[[rows]]\nissue = "fish"\nwords = ["fish"]\nexample = "A fish."\nweight = 9', "weight 9 is none"),
        ('[[rows]]\nissue = "fish"\nwords = ["fish"]\nexample = "A fish."\nword = 1', "'word' is no key"),
        ('[[rows]]\nissue = "fish"\nwords = ["fish"]\nexample = "A cow."', "the example is read as 'other'"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(tmp_path, toml, sentence):
    """Each says where, what is wrong, and what to write instead."""
    path = tmp_path / "issues.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(SettingError, match=sentence) as error:
        read_issues(path)
    assert "\n" not in str(error.value)
    assert str(path) in str(error.value)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    """So is one that is not UTF-8, and one that is not there."""
    path = tmp_path / "issues.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingError, match="not UTF-8"):
        read_issues(path)
    with pytest.raises(SettingError, match="cannot be read"):
        read_issues(tmp_path / "none.toml")
