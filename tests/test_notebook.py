"""A report and a meeting show themselves in a notebook."""

import re

from export_reports import HOSTILE, filled, hostile
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_reports import harbour, told


def test_a_report_shows_what_it_says():
    """Meetings with their status, statements, positions, and the text with its ranges marked."""
    page = harbour()._repr_html_()
    assert "<strong>Talks in Port Ellen</strong>" in page
    assert "refused" in page
    assert "<strong>Sergey Lavrov</strong> (indirect)" in page
    assert "title='s2, p1'" in page
    assert not re.search(r"<(script|img|a|link|iframe)\b", page)


def test_a_meeting_shows_its_history(tmp_path):
    """Its status, who takes part, and each claim with its words and place."""
    with filled(tmp_path / "desk.db") as ledger:
        (moved,) = ledger.meetings(status="rescheduled")
        page = moved._repr_html_()
    assert "Paul Reed (Southmark), Mila Kern (Norland)" in page
    assert page.index(">planned<") < page.index(">postponed<") < page.rindex(">rescheduled<")
    assert "“The meeting of Paul Reed and Mila Kern was postponed, Paul Reed said.”" in page


def test_a_hostile_report_stays_text(tmp_path):
    """Tags, handlers and what turns writing around are shown and do nothing."""
    with filled(tmp_path / "desk.db") as ledger:
        pages = [m._repr_html_() for m in ledger.meetings()]
    for page in (hostile()._repr_html_(), *pages):
        assert not re.search(r"<(script|img|title)\b", page)
        assert not set(page) & set("\x07\x1b\u202e\u2067\u202d")


@settings(deadline=None, max_examples=50)
@given(st.text(min_size=1, max_size=60))
def test_the_pieces_are_the_text(words):
    """Without its tags the marked text is the text as it may be shown, nothing doubled and nothing lost."""
    import html

    from dateline.model.shown import shown

    report = told(f"{words} {HOSTILE}", "held", "2031-01-01")
    marked = report._repr_html_().partition("pre-wrap'>")[2].partition("</pre>")[0]
    assert html.unescape(re.sub(r"<[^>]*>", "", marked)) == shown(report.text)
