"""The codebook is read off the code that makes the tables."""

from dateline.export.codebook import codebook, codebook_markdown
from dateline.export.columns import TABLES
from dateline.model.findings import Stance, Status


def test_every_column_says_what_it_means():
    """Each column of each table has a sentence, a type, and whether it may be empty."""
    rows = codebook()
    assert {r["table"] for r in rows} == set(TABLES)
    assert all(len(r["meaning"].split()) >= 2 and r["meaning"].endswith(".") for r in rows)
    assert all(r["type"] in {"text", "integer", "boolean", "date", "list of texts"} for r in rows)
    names = [(r["table"], r["column"]) for r in rows]
    assert len(set(names)) == len(names)


def test_vocabularies_are_those_of_the_model():
    """A status column lists every status, a stance column every stance."""
    words = {(r["table"], r["column"]): r["words"] for r in codebook()}
    assert words["meetings", "status"] == [s.value for s in Status]
    assert words["stances", "stance"] == [s.value for s in Stance]
    assert words["meetings", "label"] is None


def test_the_markdown_has_every_table_column_and_word():
    """People read the same: a section for each table and each vocabulary."""
    text = codebook_markdown()
    for row in codebook():
        assert f"## {row['table']}\n" in text
        assert f"| `{row['column']}` |" in text
        assert not row["words"] or all(f"`{w}`" in text for w in row["words"])
