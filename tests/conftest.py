"""What several test files share: the example reports, read once, and ledgers in every kind of store."""

import itertools
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def examples():
    """Every example report, read once, in the order of its file."""
    from dateline.reports import read_all
    from dateline.sources import Failure

    found = list(read_all([str(EXAMPLES)]))
    assert not [f for f in found if isinstance(f, Failure) and not f.skipped]
    return [report for report in found if not isinstance(report, Failure)]


@pytest.fixture(scope="session")
def postgresql():
    """The address of a database on a real server that lives as long as the tests."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from postgresql_server import NOT_INSTALLED, server, tool
    finally:
        sys.path.pop(0)
    if tool("initdb") is None:
        pytest.skip(NOT_INSTALLED)
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Where a ledger may be made: a file, then a schema of a PostgreSQL database."""
    if request.param == "sqlite":
        return tmp_path / "desk.db"
    return f"{request.getfixturevalue('postgresql')}#desk{next(_NUMBERS)}"
