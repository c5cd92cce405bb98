"""The ledger in PostgreSQL: what is not the same as in a file."""

import subprocess
import sys

import pytest
from ledger_reports import harbour, told
from raw_rows import run

from dateline.errors import LedgerError
from dateline.ledger import Ledger

NOWHERE = "postgresql://desk:secret@127.0.0.1:1/news"


def test_a_server_that_does_not_answer():
    """No server is one sentence with the address, and without the password."""
    pytest.importorskip("psycopg")
    with pytest.raises(LedgerError, match=r"postgresql://desk@127\.0\.0\.1:1/news cannot be opened") as told_:
        Ledger(NOWHERE)
    assert "secret" not in str(told_.value)
    assert "\n" not in str(told_.value)


def test_a_database_that_is_not_there(postgresql):
    """A wrong name of a database is one sentence."""
    with pytest.raises(LedgerError, match='database "nothing" does not exist'):
        Ledger(postgresql.replace("/postgres?", "/nothing?"))


def test_a_name_that_is_no_schema(postgresql):
    """What follows the # is a plain name."""
    with pytest.raises(LedgerError, match="no name of a schema"):
        Ledger(f'{postgresql}#x"; DROP SCHEMA public')


def test_two_ledgers_in_one_database(postgresql):
    """Each name after the # is a ledger of its own."""
    with Ledger(f"{postgresql}#one") as one, Ledger(f"{postgresql}#two") as two:
        one.add(harbour())
        assert (len(one), len(two)) == (1, 0)
        assert one.where.endswith("#one")


def test_reading_makes_no_ledger(postgresql):
    """Opening for reading makes nothing in the database."""
    with pytest.raises(LedgerError, match="There is no ledger at"):
        Ledger(f"{postgresql}#nothing_yet", read_only=True)
    found = run(f"{postgresql}#public", "SELECT nspname FROM pg_namespace WHERE nspname = 'nothing_yet'")
    assert found == []


def test_a_newer_ledger_is_refused(postgresql):
    """A ledger of a later schema is not touched."""
    place = f"{postgresql}#newer"
    Ledger(place).close()
    run(place, "INSERT INTO schema_version (version) VALUES (99)")
    with pytest.raises(LedgerError, match="newer Dateline"):
        Ledger(place)


def test_tables_cannot_be_emptied_row_by_row(postgresql):
    """Neither an older nor a newer command takes out what a report says."""
    place = f"{postgresql}#kept"
    with Ledger(place) as ledger:
        ledger.add(harbour())
    with pytest.raises(Exception, match="only appends"):
        run(place, "DELETE FROM statement")
    with pytest.raises(Exception, match="only appends"):
        run(place, "TRUNCATE position")


def test_the_command_line_takes_an_address(postgresql, tmp_path):
    """``--db postgresql://…`` goes wherever a path goes, and DATELINE_DB too."""
    (tmp_path / "a.txt").write_text("Ana Brook will meet Ivo Stern on Friday, officials said.")
    place = f"{postgresql}#cli"
    command = [sys.executable, "-c", "from dateline.cli import main; main()"]
    added = subprocess.run(
        [*command, "add", tmp_path / "a.txt", "--db", place], capture_output=True, text=True, check=False
    )
    assert (added.returncode, added.stderr.strip().rpartition(", in ")[0]) == (
        0,
        "1 added, 0 already there, 0 not read, 0 skipped",
    )
    asked = subprocess.run(
        [*command, "check"], capture_output=True, text=True, check=False, env={"DATELINE_DB": place, **_env()}
    )
    assert (asked.returncode, asked.stderr.strip()) == (0, "1 reports checked, 0 violations")


def _env():
    import os

    return dict(os.environ)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("talk", True),  # a stem
        ("talking", True),
        ("of the", True),  # every word counts, also the small ones
        ('"the last word of all"', True),
        ('"of all the last"', False),
        ("cafe", True),  # diacritics do not matter
        ("caf", False),
        ("quarterly 4711", True),
    ],
)
def test_both_stores_find_the_same_words(place, words, found):
    """Stems, small words, phrases and accents: a long report is searched alike in every store."""
    text = "The café talks of the day. " + "The pier stands in the harbour by the sea. " * 900
    text += "Quarterly figure 4711. This is the last word of all."
    with Ledger(place) as ledger:
        ledger.add(told(text, "planned", "2031-01-01"))
        assert bool(ledger.reports(about=words)) is found
