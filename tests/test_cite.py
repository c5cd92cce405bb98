"""Citations that can be checked without Dateline."""

import hashlib
import json
import re

import pytest
from export_reports import filled

from dateline.cli.main import main
from dateline.errors import LedgerError
from dateline.export.cite import Shelf, bibtex, cite, cite_entry


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger with something of everything."""
    with filled(tmp_path_factory.mktemp("cite") / "desk.db") as opened:
        yield opened


def test_a_citation_opens_at_its_words(ledger):
    """The text with that hash has the quote at those offsets: for everything that the ledger has."""
    entries = [*ledger.statements(), *ledger.meetings(), *ledger.positions(), *ledger.changes()]
    for citation in (c for entry in entries for c in cite(ledger, entry.id)):
        text = ledger.report(citation.report).text
        assert hashlib.sha256(text.encode()).hexdigest() == citation.sha256
        assert text[citation.passage.start : citation.passage.end] == citation.passage.quote


def test_the_line_says_who_where_when_and_at_which_characters(ledger):
    """Speaker, quote, outlet, title, date, offsets, hash and id stand in one line."""
    (said,) = ledger.statements(by="Lavrov")
    (citation,) = cite(ledger, said.id)
    assert citation.plain == (
        "Sergey Lavrov: “Sergey Lavrov said that the truce talks in Port Ellen would go ahead on Friday”, "
        "The Harbour Post, “Talks in Port Ellen”, 4 March 2031; "
        f"characters 17–95 of {citation.report}, SHA-256 {citation.sha256}. [{said.id}]"
    )


def test_a_teaser_is_cited_with_its_own_outlet_and_date(ledger):
    """Words of another outlet inside a report are that outlet's."""
    (denied,) = ledger.statements(by="Stern")
    (citation,) = cite(ledger, denied.id)
    assert (citation.outlet, citation.published.iso) == ("Coast Wire", "2031-03-02")


def test_a_meeting_is_cited_at_each_of_its_words_and_a_report_as_a_whole(ledger):
    """A history of three claims has three citations; a report has one without a quote."""
    (moved,) = ledger.meetings(status="rescheduled")
    assert [c.published.iso[:10] for c in cite(ledger, moved.id)] == [
        "2031-03-05",
        "2031-03-06",
        "2031-03-07",
    ]
    (whole,) = cite(ledger, moved.reports[0])
    assert whole.passage is None
    assert whole.plain.startswith("The Harbour Post, 5 March 2031, 09:00; r")
    assert cite_entry(Shelf(ledger), moved).voices == ("Mila Kern",)


def test_bibtex_has_a_key_for_each_and_balanced_braces(ledger):
    """Whatever a report says, an entry ends where it ends and no field holds a bare special character."""
    citations = [c for entry in [*ledger.meetings(), *ledger.changes()] for c in cite(ledger, entry.id)]
    text = bibtex([*citations, *citations])
    keys = re.findall(r"^@misc\{([^,]+),$", text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == 2 * len(citations)
    bare = re.sub(r"\\[{}\\$&#_%~^]|\\[a-z]+\{\}", "", text)
    assert bare.count("{") == bare.count("}")
    values = re.findall(r"= \{(.*)\},$", bare, re.MULTILINE)
    assert values
    assert not [v for v in values if re.search(r"[$&#%~^]", v.replace(r"$\leftarrow$", ""))]


def test_an_id_that_is_nowhere_is_told(ledger):
    """One sentence with the id."""
    with pytest.raises(LedgerError, match="r0000"):
        cite(ledger, "r0000.s1")


def test_the_command_cites(ledger, capsys):
    """``dateline cite`` prints a line for each passage, BibTeX, or rows; several ids go in order."""
    said, moved = ledger.statements()[0].id, ledger.meetings(status="rescheduled")[0].id

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            main(["cite", *arguments, "--db", str(ledger.where)])
        return left.value.code, *capsys.readouterr()

    code, out, _ = run(said, moved)
    assert (code, len(out.splitlines())) == (0, 4)
    assert run(said, "--bibtex")[1].startswith("@misc{r")
    assert json.loads(run(said, "--json")[1])[0]["citation"] == out.splitlines()[0]
    code, out, err = run("nothing")
    assert (code, out, len(err.splitlines())) == (1, "", 1)
