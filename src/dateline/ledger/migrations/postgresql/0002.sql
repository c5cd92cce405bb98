-- A newer analysis may read a report again, and people may decide what the machine got wrong.
-- Of readings the newest stands in the tables of 0001; an older one is kept whole in "superseded",
-- and only a reading that is kept there can be taken out of those tables.

ALTER TABLE report ADD COLUMN analysis TEXT NOT NULL DEFAULT '';  -- which analysis read it

CREATE TABLE superseded (
  number   INTEGER PRIMARY KEY,     -- in the order in which they were superseded, from 1
  report   TEXT COLLATE "C" NOT NULL REFERENCES report (id),
  analysis TEXT NOT NULL,
  digest   TEXT COLLATE "C" NOT NULL,  -- as in report
  body     TEXT NOT NULL            -- the whole contract's JSON
);
CREATE INDEX superseded_by_report ON superseded (report, digest);

CREATE TABLE decision (
  number INTEGER PRIMARY KEY,       -- in the order in which they were made, from 1
  "at"   TEXT NOT NULL,             -- UTC, to the second
  who    TEXT NOT NULL,
  verb   TEXT NOT NULL,
  undoes INTEGER REFERENCES decision (number),
  body   TEXT NOT NULL              -- JSON: what it is about, and what it says
);

CREATE TRIGGER superseded_stays BEFORE UPDATE OR DELETE ON superseded FOR EACH ROW EXECUTE FUNCTION only_appends ();
CREATE TRIGGER decision_stays   BEFORE UPDATE OR DELETE ON decision   FOR EACH ROW EXECUTE FUNCTION only_appends ();

CREATE FUNCTION same_report () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.arrival, NEW.id, NEW.sha256, NEW.length, NEW.outlet_key, NEW.at, NEW.first, NEW.last,
      NEW.path, NEW.url, NEW.title, NEW.outlet, NEW.published)
    IS DISTINCT FROM (OLD.arrival, OLD.id, OLD.sha256, OLD.length, OLD.outlet_key, OLD.at, OLD.first, OLD.last,
      OLD.path, OLD.url, OLD.title, OLD.outlet, OLD.published)
    OR ((NEW.digest, NEW.body, NEW.language) IS DISTINCT FROM (OLD.digest, OLD.body, OLD.language)
      AND NOT EXISTS (SELECT 1 FROM superseded s WHERE s.report = OLD.id AND s.digest = OLD.digest))
  THEN
    RAISE EXCEPTION 'the ledger only appends';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION is_superseded () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM superseded s JOIN report r ON s.report = r.id AND s.digest = r.digest
                 WHERE r.id = OLD.report) THEN
    RAISE EXCEPTION 'the ledger only appends';
  END IF;
  RETURN OLD;
END $$;

CREATE FUNCTION meeting_is_superseded () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM meeting m JOIN report r ON r.id = m.report
                 JOIN superseded s ON s.report = r.id AND s.digest = r.digest WHERE m.id = OLD.meeting) THEN
    RAISE EXCEPTION 'the ledger only appends';
  END IF;
  RETURN OLD;
END $$;

DROP TRIGGER report_stays ON report;
DROP TRIGGER statement_keeps ON statement;
DROP TRIGGER meeting_keeps ON meeting;
DROP TRIGGER assertion_keeps ON assertion;
DROP TRIGGER position_keeps ON position;
CREATE TRIGGER report_stays    BEFORE UPDATE ON report    FOR EACH ROW EXECUTE FUNCTION same_report ();
CREATE TRIGGER statement_keeps BEFORE DELETE ON statement FOR EACH ROW EXECUTE FUNCTION is_superseded ();
CREATE TRIGGER meeting_keeps   BEFORE DELETE ON meeting   FOR EACH ROW EXECUTE FUNCTION is_superseded ();
CREATE TRIGGER assertion_keeps BEFORE DELETE ON assertion FOR EACH ROW EXECUTE FUNCTION meeting_is_superseded ();
CREATE TRIGGER position_keeps  BEFORE DELETE ON position  FOR EACH ROW EXECUTE FUNCTION is_superseded ();

CREATE TRIGGER frozen_text_lasts BEFORE TRUNCATE ON frozen_text EXECUTE FUNCTION only_appends ();
CREATE TRIGGER report_lasts      BEFORE TRUNCATE ON report      EXECUTE FUNCTION only_appends ();
CREATE TRIGGER statement_lasts   BEFORE TRUNCATE ON statement   EXECUTE FUNCTION only_appends ();
CREATE TRIGGER meeting_lasts     BEFORE TRUNCATE ON meeting     EXECUTE FUNCTION only_appends ();
CREATE TRIGGER assertion_lasts   BEFORE TRUNCATE ON assertion   EXECUTE FUNCTION only_appends ();
CREATE TRIGGER position_lasts    BEFORE TRUNCATE ON position    EXECUTE FUNCTION only_appends ();
CREATE TRIGGER superseded_lasts  BEFORE TRUNCATE ON superseded  EXECUTE FUNCTION only_appends ();
CREATE TRIGGER decision_lasts    BEFORE TRUNCATE ON decision    EXECUTE FUNCTION only_appends ();
