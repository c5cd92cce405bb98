"""Many reports at once: batches, the network reading ahead, and errors that cost one report."""

import pytest

from dateline.analysis import stream
from dateline.analysis.parse import Parsed, parse
from dateline.analysis.steps import analyse, analyse_each, analyse_many
from dateline.analysis.stream import parse_ahead
from dateline.model.report import Report
from dateline.reading import read_text

SAID = "The Norwegian foreign minister said on Tuesday that the talks in Oslo would be held in May."


def numbered(count):
    """So many reports that say nearly the same."""
    return [read_text(f"{SAID}\nIt was report {n} of the day.\n") for n in range(count)]


@pytest.mark.parametrize("together", [1, 2, 16])
def test_a_stream_says_what_each_report_says_alone(together):
    """However many are taken together, reports come in order and say what they say by themselves."""
    documents = numbered(5)
    assert list(analyse_each(documents, together=together)) == [analyse(d) for d in documents]


def test_what_is_no_report_is_handed_on_in_its_place():
    """Anything between the documents of a stream comes out where it went in."""
    one, two = numbered(2)
    kinds = [type(found) for found in analyse_each(["a", one, "b", "c", two, "d"])]
    assert kinds == [str, Report, str, str, Report, str]


@pytest.mark.parametrize(("together", "most"), [(1, 1), (2, 4), (4, 8)])
def test_a_stream_takes_little_ahead(together, most):
    """Before the first report is given, at most twice as many are taken as are read together."""
    taken = []
    first = next(parse_ahead((taken.append(d) or d for d in numbered(12)), together))
    assert isinstance(first, Parsed)
    assert len(taken) <= most


def test_a_report_that_cannot_be_parsed_costs_only_itself(monkeypatch):
    """Where the parser breaks on one report of a batch, its error stands in its place."""
    documents = numbered(3)
    parse_many = stream.parse_many

    def breaks(group):
        for document in group:
            if document is documents[1]:
                raise ValueError("a wheel came off")  # noqa: EM101, TRY003
            yield from parse_many([document])

    monkeypatch.setattr(stream, "parse_many", breaks)
    monkeypatch.setattr(stream, "parse", lambda d: next(breaks([d])))
    one, two, three = analyse_each(documents)
    assert isinstance(two, ValueError)
    assert [one, three] == [analyse(documents[0]), analyse(documents[2])]
    with pytest.raises(ValueError, match="a wheel"):
        list(analyse_many(documents))


def test_what_is_worked_out_once_is_remembered():
    """``once`` calls the function a single time, and gives its error again whenever it is asked."""
    parsed = parse(numbered(1)[0])
    calls = []

    def work(given):
        calls.append(given)
        return len(given.lines)

    assert [parsed.once(work), parsed.once(work)] == [2, 2]
    assert calls == [parsed]

    def breaks(_):
        raise KeyError("no")  # noqa: EM101

    for _ in range(2):
        with pytest.raises(KeyError):
            parsed.once(breaks)


def test_tokens_and_sentences_are_found_by_offset():
    """At every offset of a line the tokens, the sentence and the touched tokens are spaCy's own."""
    parsed = parse(numbered(1)[0])
    for line in parsed.lines:
        for at in range(line.start, line.end):
            token = parsed.token_at(at)
            here = [t for t in line.doc if t.idx <= at - line.start < t.idx + len(t.text)]
            assert token == (here[0] if here else next(t for t in line.doc if t.idx > at - line.start))
            assert parsed.sentence_at(at) == token.sent
            touched = line.touching(at - line.start, at - line.start + 7)
            wanted = [t for t in line.doc if t.idx < at - line.start + 7 and t.idx + len(t) > at - line.start]
            assert list(touched) == wanted
