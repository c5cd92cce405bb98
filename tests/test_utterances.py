"""One utterance however many reports carry it, and two where two things were said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_reports import document, statement

from dateline.ledger.found import found_in
from dateline.ledger.utterances import utterances
from dateline.model.findings import Findings
from dateline.model.report import Report

FULL = "The ships may leave the northern harbour on Friday, but no grain leaves before the debt is paid"


def said(words, published="2031-05-01", who="Ana Brook", outlet="Coast Wire"):
    """A report in which somebody says something."""
    doc = document(f"{who} said: {words}.", published, outlet)
    return Report(doc, Findings(statements=(statement(doc, 1, who, "said", words),)))


def told(*reports):
    """The utterances of the reports."""
    return utterances(s for r in reports for s in found_in(r).sayings)


RETOLD = "on Friday the ships might leave northern harbour, but no grain before paying the debt"
OTHER = "The ships may leave the northern harbour on Monday, and the grain follows"


@pytest.mark.parametrize(
    ("words", "published", "who", "same"),
    [
        (FULL, "2031-05-02", "Ana Brook", True),
        (FULL, "2031-09-02", "Ana Brook", True),
        ("no grain leaves before the debt is paid", "2031-05-02", "Ana Brook", True),
        (RETOLD, "2031-05-02", "Ana Brook", True),
        (RETOLD, "2031-06-20", "Ana Brook", False),
        (OTHER, "2031-05-02", "Ana Brook", False),
        (FULL, "2031-05-02", "Ivo Stern", False),
        ("We are sad", "2031-05-02", "Ana Brook", False),
    ],
)
def test_one_utterance_or_two(words, published, who, same):
    """Whole, cut or retold within days by the same speaker is one; other words, speakers and days are not."""
    assert (len(told(said(FULL), said(words, published, who))) == 1) is same


def test_not_turns_the_words():
    """What somebody will do and what he will not do are two utterances, however alike."""
    one, other = (
        "we will sign the treaty on fishing rights",
        "we will not sign treaty about the fishing rights",
    )
    assert len(told(said(one), said(other, "2031-05-02"))) == 2


def test_other_numbers_are_other_words():
    """The same sentence about other figures says something else."""
    one, other = (
        "our divers found 41 cracks along western gate",
        "our divers saw 17 cracks on the western gate",
    )
    assert len(told(said(one), said(other, "2031-05-02"))) == 2


def test_the_first_carrier_is_known():
    """The carriers are in order of publication, and the fullest words stand for the utterance."""
    cut = said("no grain leaves before the debt is paid", "2031-05-01T08:00", outlet="A")
    full = said(FULL, "2031-05-01T12:00", outlet="B")
    (utterance,) = told(full, cut)
    assert utterance.first == f"{cut.id}.s1"
    assert utterance.reports == (cut.id, full.id)
    assert utterance.words == FULL


def test_a_later_carrier_leaves_the_id():
    """Another report of the same words does not rename the utterance."""
    (before,) = told(said(FULL))
    (after,) = told(said(FULL), said(FULL, "2031-05-02", outlet="B"))
    assert before.id == after.id


words = st.sampled_from([FULL, FULL[:48], FULL[40:], "no deal was made in Bree", "we wait for the tide"])
sayings = st.lists(
    st.tuples(words, st.integers(1, 9), st.sampled_from(["Ana Brook", "Ivo Stern"]), st.sampled_from("AB")),
    max_size=8,
)


@settings(deadline=None, max_examples=40)
@given(sayings, st.randoms(use_true_random=False))
def test_every_saying_is_in_one_utterance_in_any_order(drawn, chance):
    """No saying is lost or doubled, and the order of arrival plays no part."""
    reports = [said(w, f"2031-05-0{day}", who, outlet) for w, day, who, outlet in drawn]
    shuffled = [*reports, *reports[:2]]
    chance.shuffle(shuffled)
    assert told(*reports) == told(*shuffled)
    assert sorted(c for u in told(*reports) for c in u.carriers) == sorted({f"{r.id}.s1" for r in reports})
