"""What several test files share: the example reports, read once."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="session")
def examples():
    """Every example report, read once, in the order of its file."""
    from dateline.reports import read_all
    from dateline.sources import Failure

    found = list(read_all([str(EXAMPLES)]))
    assert not [f for f in found if isinstance(f, Failure) and not f.skipped]
    return [report for report in found if not isinstance(report, Failure)]
