-- Actors are kept like other entries: whom each report names, under one key for all names of an actor,
-- and how many of its statements are his. Derived as well.

DELETE FROM derived;

CREATE TABLE folded_naming (
  name       TEXT COLLATE "C" NOT NULL,         -- the actor's key: a name as its words
  report     BIGINT NOT NULL,       -- folded_report.number
  body       TEXT COLLATE "C" NOT NULL,         -- JSON: the name as written, kind, side, role, and how the report knows it
  day        TEXT COLLATE "C" NOT NULL,         -- of the report; '' for none
  statements INTEGER NOT NULL,
  PRIMARY KEY (name, report, body)
);
CREATE INDEX folded_naming_by_report ON folded_naming (report);
