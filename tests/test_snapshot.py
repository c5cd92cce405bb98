"""Snapshots: the whole ledger at a date, with hashes, and tombstones for what is gone."""

import datetime as dt
import hashlib
import json

import pytest
from export_reports import filled, history
from ledger_reports import told

from dateline.cli.main import main
from dateline.errors import ExportError
from dateline.export.snapshot import read_manifest, snapshot, verify
from dateline.ledger import Ledger
from dateline.model.actors import ActorKind
from dateline.model.report import Report

MONDAY, TUESDAY, WEDNESDAY = (dt.date(2031, 4, day) for day in (7, 8, 9))


def lines(folder, sort):
    """The rows of one file."""
    return [json.loads(line) for line in (folder / f"{sort}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_whole_ledger_is_there_and_can_be_read_again(tmp_path):
    """Each report comes back with its text and findings, and a ledger made of them says the same."""
    with filled(tmp_path / "desk.db") as ledger:
        manifest = snapshot(ledger, tmp_path / "monday", date=MONDAY)
        entries = ledger.entries().as_dict()
        counts = {name: facts["rows"] for name, facts in manifest["files"].items()}
    assert counts["reports.jsonl"] == 5
    assert counts["tombstones.jsonl"] == 0
    with Ledger(tmp_path / "again.db") as again:
        for row in lines(tmp_path / "monday", "reports"):
            again.add(Report.from_dict(row, row["text"]))
        assert again.entries().as_dict() == entries
    assert lines(tmp_path / "monday", "meetings") == json.loads(json.dumps(entries["meetings"]))


def test_the_same_ledger_and_date_make_the_same_snapshot(tmp_path):
    """Byte for byte, manifest included."""
    with filled(tmp_path / "desk.db") as ledger:
        for name in ("one", "two"):
            snapshot(ledger, tmp_path / name, date=MONDAY)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_hashes_hold_what_was_written(tmp_path):
    """A changed or missing file is named; SHA256SUMS lists every file."""
    place = tmp_path / "monday"
    with filled(tmp_path / "desk.db") as ledger:
        snapshot(ledger, place, date=MONDAY)
    assert verify(place) == []
    for line in (place / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == digest
    (place / "changes.jsonl").write_text("")
    (place / "meetings.jsonl").unlink()
    assert [sentence.split(" is ")[1][:7] for sentence in sorted(verify(place))] == ["not the", "missing"]


def test_what_is_gone_has_a_tombstone_that_says_what_became_of_it(tmp_path):
    """An older report arrives, the meeting is called after it, and the old id leads to the new one."""
    planned, postponed, moved = history()
    older = told(
        "Mila Kern proposed to Paul Reed to meet in Port Ellen on Monday.",
        "proposed",
        "2031-03-01",
        who=("Paul Reed", "Mila Kern"),
        by=("Mila Kern",),
        place="Port Ellen",
        when="2031-03-10",
    )
    with Ledger(tmp_path / "desk.db") as ledger:
        for report in (planned, postponed):
            ledger.add(report)
        (was,) = ledger.meetings()
        first = snapshot(ledger, tmp_path / "monday", date=MONDAY)
        ledger.add(older)
        (now,) = ledger.meetings()
        assert was.id != now.id
        second = snapshot(ledger, tmp_path / "tuesday", date=TUESDAY, previous=tmp_path / "monday")
        ledger.add(moved)
        snapshot(ledger, tmp_path / "wednesday", date=WEDNESDAY, previous=tmp_path / "tuesday")
    assert first["previous"] is None
    assert second["previous"]["date"] == "2031-04-07"
    for folder in ("tuesday", "wednesday"):
        (stone,) = [s for s in lines(tmp_path / folder, "tombstones") if s["sort"] == "meetings"]
        assert (stone["id"], stone["became"]) == (was.id, [now.id])
        assert (stone["last"], stone["gone"]) == ("2031-04-07", "2031-04-08")


def test_actors_are_there_with_what_became_of_them(tmp_path):
    """Actors are written too; one whom a review put with another has a tombstone with the other's id."""
    with filled(tmp_path / "desk.db") as ledger:
        snapshot(ledger, tmp_path / "one", date=dt.date(2031, 4, 1))
        one, other = [a.id for a in ledger.actors() if a.kind is ActorKind.PERSON][:2]
        ledger.review.merge(one, other, who="A", reason="one person")
        snapshot(ledger, tmp_path / "two", date=dt.date(2031, 5, 1), previous=tmp_path / "one")
        now = {a.id for a in ledger.actors()}
    before = {row["id"] for row in lines(tmp_path / "one", "actors")}
    stones = {s["id"]: s["became"] for s in lines(tmp_path / "two", "tombstones") if s["sort"] == "actors"}
    assert stones.keys() == before - now
    assert all(set(became) <= now and became for became in stones.values())


def test_a_snapshot_is_never_overwritten_and_follows_an_older_one(tmp_path):
    """A taken place, a previous that is none, and one that is not older: a sentence each, nothing written."""
    with filled(tmp_path / "desk.db") as ledger:
        snapshot(ledger, tmp_path / "monday", date=MONDAY)
        with pytest.raises(ExportError, match="never overwritten"):
            snapshot(ledger, tmp_path / "monday", date=TUESDAY)
        with pytest.raises(ExportError, match="is not a snapshot"):
            snapshot(ledger, tmp_path / "x", date=TUESDAY, previous=tmp_path)
        with pytest.raises(ExportError, match="is not before 2031-04-07; name an older one"):
            snapshot(ledger, tmp_path / "x", date=MONDAY, previous=tmp_path / "monday")
        with pytest.raises(ExportError, match="cannot be written"):
            snapshot(ledger, tmp_path / "nowhere" / "x", date=TUESDAY)
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix != ".db")[:1] == ["monday"]
    assert not (tmp_path / "x").exists()


def test_the_command_makes_a_snapshot(tmp_path, capsys):
    """``dateline export snapshot -o FOLDER``; a filter, or no folder, is a usage error."""
    filled(tmp_path / "desk.db").close()
    place = tmp_path / "monday"

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            main(["export", *map(str, arguments), "--db", str(tmp_path / "desk.db")])
        return left.value.code, capsys.readouterr().err

    code, err = run("snapshot", "-o", place, "--date", "2031-04-07")
    assert code == 0
    assert "5 reports, 3 statements" in err
    assert read_manifest(place)["date"] == "2031-04-07"
    assert run("snapshot", "-o", tmp_path / "b", "--date", "2031-04-08", "--previous", place)[0] == 0
    for wrong in (("snapshot",), ("snapshot", "-o", tmp_path / "c", "--by", "Kern")):
        code, err = run(*wrong)
        assert (code, len(err.splitlines())) == (2, 1)
        assert "-o FOLDER" in err
    assert run("csv", "--date", "2031-04-07")[0] == 2
    assert "'soon' is not a day" in run("snapshot", "-o", tmp_path / "c", "--date", "soon")[1]
    assert not (tmp_path / "c").exists()
