-- A newer analysis may read a report again, and people may decide what the machine got wrong.
-- Of readings the newest stands in the tables of 0001; an older one is kept whole in "superseded",
-- and only a reading that is kept there can be taken out of those tables.

ALTER TABLE report ADD COLUMN analysis TEXT NOT NULL DEFAULT '';  -- which analysis read it

CREATE TABLE superseded (
  number   INTEGER PRIMARY KEY,     -- in the order in which they were superseded, from 1
  report   TEXT NOT NULL REFERENCES report (id),
  analysis TEXT NOT NULL,
  digest   TEXT NOT NULL,           -- as in report
  body     TEXT NOT NULL            -- the whole contract's JSON
);
CREATE INDEX superseded_by_report ON superseded (report, digest);

CREATE TABLE decision (
  number INTEGER PRIMARY KEY,       -- in the order in which they were made, from 1
  at     TEXT NOT NULL,             -- UTC, to the second
  who    TEXT NOT NULL,
  verb   TEXT NOT NULL,
  undoes INTEGER REFERENCES decision (number),
  body   TEXT NOT NULL              -- JSON: what it is about, and what it says
);

CREATE TRIGGER superseded_stays BEFORE UPDATE ON superseded BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER superseded_keeps BEFORE DELETE ON superseded BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER decision_stays   BEFORE UPDATE ON decision   BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER decision_keeps   BEFORE DELETE ON decision   BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;

DROP TRIGGER report_stays;
CREATE TRIGGER report_stays BEFORE UPDATE ON report
WHEN (NEW.arrival, NEW.id, NEW.sha256, NEW.length, NEW.outlet_key, NEW.at, NEW.first, NEW.last)
  IS NOT (OLD.arrival, OLD.id, OLD.sha256, OLD.length, OLD.outlet_key, OLD.at, OLD.first, OLD.last)
  OR (NEW.path, NEW.url, NEW.title, NEW.outlet, NEW.published) IS NOT (OLD.path, OLD.url, OLD.title, OLD.outlet, OLD.published)
  OR ((NEW.digest, NEW.body, NEW.language) IS NOT (OLD.digest, OLD.body, OLD.language)
      AND NOT EXISTS (SELECT 1 FROM superseded s WHERE s.report = OLD.id AND s.digest = OLD.digest))
BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;

DROP TRIGGER statement_keeps;
CREATE TRIGGER statement_keeps BEFORE DELETE ON statement
WHEN NOT EXISTS (SELECT 1 FROM superseded s JOIN report r ON s.report = r.id AND s.digest = r.digest WHERE r.id = OLD.report)
BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;

DROP TRIGGER meeting_keeps;
CREATE TRIGGER meeting_keeps BEFORE DELETE ON meeting
WHEN NOT EXISTS (SELECT 1 FROM superseded s JOIN report r ON s.report = r.id AND s.digest = r.digest WHERE r.id = OLD.report)
BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;

DROP TRIGGER assertion_keeps;
CREATE TRIGGER assertion_keeps BEFORE DELETE ON assertion
WHEN NOT EXISTS (
  SELECT 1 FROM meeting m JOIN report r ON r.id = m.report
  JOIN superseded s ON s.report = r.id AND s.digest = r.digest WHERE m.id = OLD.meeting)
BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;

DROP TRIGGER position_keeps;
CREATE TRIGGER position_keeps BEFORE DELETE ON position
WHEN NOT EXISTS (SELECT 1 FROM superseded s JOIN report r ON s.report = r.id AND s.digest = r.digest WHERE r.id = OLD.report)
BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
