"""What Dateline makes of the example reports, word for word."""

from golden_reports import GOLDEN, goldens


def test_the_examples_are_read_as_they_were():
    """A change in what Dateline makes of an example is made on purpose, by writing the golden files anew."""
    made = goldens()
    kept = {
        p.name: p.read_text(encoding="utf-8") for p in GOLDEN.iterdir() if p.name.endswith((".json", ".txt"))
    }
    assert sorted(made) == sorted(kept)
    changed = [name for name in made if made[name] != kept[name]]
    assert not changed, f"run python tests/golden_reports.py and read the diff of {changed}"
