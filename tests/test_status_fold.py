"""The fold of claims to a status."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.findings import Status
from dateline.model.status import CONTRADICTS, STAGES, Claim, fold, rivals, standing
from dateline.model.times import When

ASSERTABLE = [s for s in Status if s is not Status.CONTESTED]
DAYS = st.dates(dt.date(2024, 3, 1), dt.date(2024, 3, 9)).map(When.day)
SIDES = ["Norland", "Sudland"]

claims = st.builds(
    Claim,
    status=st.sampled_from(ASSERTABLE),
    by=st.sampled_from([(), ("Wire",), ("Wire", "an envoy"), ("the palace",)]),
    said_when=DAYS,
    side=st.sampled_from([None, "Norland", "Sudland", "Ostland"]),
)


def said(status, day, *by, side=None):
    """A claim of one day in March."""
    return Claim(status, by, When.day(dt.date(2024, 3, day)), side)


def test_no_claims_leave_it_unclear():
    """A meeting of which nobody says anything is unclear."""
    assert fold([]) is Status.UNCLEAR


@pytest.mark.parametrize("status", ASSERTABLE)
def test_one_claim_is_the_status(status):
    """A single claim is the status of the meeting."""
    assert fold([Claim(status)]) is status


def test_later_outranks_earlier():
    """A plan that was later put off is postponed, not contested."""
    plan = said(Status.PLANNED, 1, "the president", side="Norland")
    delay = said(Status.POSTPONED, 5, "Wire")
    assert fold([delay, plan], SIDES) is Status.POSTPONED


def test_a_side_that_denies_contests():
    """A wire says postponed, a participant says that nothing was agreed: contested."""
    delay = said(Status.POSTPONED, 5, "Wire")
    denial = said(Status.REFUSED, 5, "the palace", side="Sudland")
    assert fold([delay, denial], SIDES) is Status.CONTESTED
    assert rivals(standing([denial, delay], SIDES), SIDES) == (delay, denial)


def test_a_stranger_does_not_contest():
    """A country that takes no part cannot contest the meeting of two others."""
    held = said(Status.HELD, 5, "Wire")
    denial = said(Status.REFUSED, 5, "a minister", side="Ostland")
    assert fold([held, denial], SIDES) is Status.HELD


def test_a_denial_outlives_a_third_party():
    """A third party cannot settle what a participant denied; a participant can."""
    denial = said(Status.REFUSED, 2, "the palace", side="Sudland")
    rumour = said(Status.POSTPONED, 4, "Wire")
    settled = said(Status.CANCELLED, 6, "the palace", side="Sudland")
    assert fold([denial, rumour], SIDES) is Status.CONTESTED
    assert fold([denial, rumour, settled], SIDES) is Status.CANCELLED


def test_two_voices_of_one_side_do_not_contest():
    """Two officials of one side that differ do not make the meeting contested."""
    one = said(Status.HELD, 3, "an aide", side="Norland")
    two = said(Status.REFUSED, 3, "the palace", side="Norland")
    assert fold([one, two], SIDES) is Status.HELD


def test_what_took_place_ends_the_story():
    """The encounter itself outranks the plan for it on the same day."""
    assert fold([Claim(Status.PLANNED), Claim(Status.HELD), Claim(Status.PROPOSED)]) is Status.HELD


def test_the_table_speaks_of_assertable_statuses():
    """No row of the table names ``contested`` or ``unclear``, and none contradicts itself."""
    rows = {status for pair in CONTRADICTS for status in pair}
    assert rows <= set(STAGES) - {Status.UNCLEAR}
    assert all(one is not other for one, other in CONTRADICTS)


@given(st.lists(claims, max_size=6), st.randoms())
def test_order_of_arrival_does_not_matter(some, random):
    """Dated claims fold to the same status in whatever order they arrive."""
    shuffled = list(some)
    random.shuffle(shuffled)
    assert fold(some, SIDES) is fold(shuffled, SIDES)


@given(st.lists(claims, min_size=1, max_size=6), DAYS)
def test_unclear_changes_nothing(some, day):
    """Adding a claim that says nothing changes nothing."""
    assert fold([*some, Claim(Status.UNCLEAR, ("Wire",), day)], SIDES) is fold(some, SIDES)


@given(st.lists(claims, max_size=6))
def test_repetition_changes_nothing(some):
    """The same claim told twice is one claim."""
    assert fold([*some, *some], SIDES) is fold(some, SIDES)


def test_a_side_that_will_be_there_contests_a_postponement():
    """An agency says put off, a participant's own spokesman says that it goes ahead: contested."""
    delay = said(Status.POSTPONED, 5, "Wire")
    plan = said(Status.PLANNED, 5, "the palace", side="Norland")
    assert fold([delay, plan], SIDES) is Status.CONTESTED


def test_a_third_party_does_not_contest_a_postponement():
    """An onlooker's word that a meeting goes ahead leaves it postponed."""
    delay = said(Status.POSTPONED, 5, "Wire")
    plan = said(Status.PLANNED, 5, "the palace", side="Ostland")
    assert fold([delay, plan], SIDES) is Status.POSTPONED


def test_the_other_sides_denial_contests_a_plan_and_only_its_own_side_ends_it():
    """Norland says that it goes ahead, Sudland a day later that nothing was agreed; then Norland gives up."""
    plan = said(Status.PLANNED, 4, "the palace", side="Norland")
    denial = said(Status.REFUSED, 5, "a minister", side="Sudland")
    gives_up = said(Status.REFUSED, 7, "the palace", side="Norland")
    assert fold([plan, denial], SIDES) is Status.CONTESTED
    assert fold([plan, denial, gives_up], SIDES) is Status.REFUSED


def test_an_agreement_after_a_denial_is_a_plan():
    """What one side denied on Monday and the other announces as agreed on Friday is planned."""
    denial = said(Status.REFUSED, 1, "a minister", side="Sudland")
    plan = said(Status.PLANNED, 5, "the palace", side="Norland")
    assert fold([denial, plan], SIDES) is Status.PLANNED


def test_a_third_party_that_repeats_a_plan_does_not_own_it():
    """An outlet that repeats a side's plan leaves the plan that side's, so a denial still contests it."""
    plan = said(Status.PLANNED, 4, "the palace", side="Norland")
    denial = said(Status.REFUSED, 5, "a minister", side="Sudland")
    again = said(Status.PLANNED, 6, "Wire")
    assert fold([plan, denial, again], SIDES) is Status.CONTESTED
