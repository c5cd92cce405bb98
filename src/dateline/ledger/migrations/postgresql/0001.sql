-- What reports say, for ever. Rows are added and never changed: triggers hold the law.
-- Times: "published" is as given (ISO 8601); "at" is its first minute in UTC, for order;
-- "first" and "last" are its first and last minute as written, for filters. Unknown is ''.
-- The same tables as SQLite's; strings are ordered by code point, as there.

CREATE TABLE frozen_text (
  sha256 TEXT COLLATE "C" PRIMARY KEY,
  body   BYTEA NOT NULL             -- UTF-8
);

CREATE TABLE report (
  arrival   INTEGER PRIMARY KEY,    -- order of arrival, from 1
  id        TEXT COLLATE "C" NOT NULL UNIQUE,
  sha256    TEXT COLLATE "C" NOT NULL REFERENCES frozen_text (sha256),
  length    INTEGER NOT NULL,       -- code points
  path      TEXT, url TEXT, title TEXT,
  outlet    TEXT, outlet_key TEXT NOT NULL,
  published TEXT, "at" TEXT COLLATE "C" NOT NULL,
  "first"   TEXT COLLATE "C" NOT NULL, "last" TEXT COLLATE "C" NOT NULL,
  language  TEXT NOT NULL,
  body      TEXT NOT NULL,          -- the contract's JSON without statements, meetings, positions
  digest    TEXT NOT NULL           -- SHA-256 of the whole contract's JSON
);
CREATE INDEX report_in_order ON report ("at", id);
CREATE INDEX report_by_text ON report (sha256);

CREATE TABLE statement (
  number    INTEGER PRIMARY KEY,
  id        TEXT COLLATE "C" NOT NULL UNIQUE,   -- <report id>.s3
  report    TEXT COLLATE "C" NOT NULL REFERENCES report (id),
  ordinal   INTEGER NOT NULL,
  "start"   INTEGER NOT NULL, "end" INTEGER NOT NULL,
  speaker_key TEXT COLLATE "C" NOT NULL,        -- " sergey lavrov "
  side      TEXT COLLATE "C",
  outlet    TEXT, outlet_key TEXT NOT NULL,
  published TEXT, "at" TEXT COLLATE "C" NOT NULL,
  "first"   TEXT COLLATE "C" NOT NULL, "last" TEXT COLLATE "C" NOT NULL,
  body      TEXT NOT NULL,          -- the contract's JSON of the statement
  UNIQUE (report, ordinal)
);
CREATE INDEX statement_in_order ON statement ("at", report, "start");
CREATE INDEX statement_by_side ON statement (side);

CREATE TABLE meeting (
  id        TEXT COLLATE "C" PRIMARY KEY,       -- <report id>.m1
  report    TEXT COLLATE "C" NOT NULL REFERENCES report (id),
  ordinal   INTEGER NOT NULL,
  body      TEXT NOT NULL,          -- the contract's JSON without assertions
  UNIQUE (report, ordinal)
);

CREATE TABLE assertion (
  meeting   TEXT COLLATE "C" NOT NULL REFERENCES meeting (id),
  ordinal   INTEGER NOT NULL,
  "start"   INTEGER NOT NULL, "end" INTEGER NOT NULL,
  status    TEXT NOT NULL,
  side      TEXT,                   -- that the innermost source speaks for
  outlet    TEXT,
  published TEXT, "at" TEXT COLLATE "C" NOT NULL,
  body      TEXT NOT NULL,          -- the contract's JSON of the assertion
  PRIMARY KEY (meeting, ordinal)
);

CREATE TABLE position (
  id        TEXT COLLATE "C" PRIMARY KEY,       -- <report id>.p1
  report    TEXT COLLATE "C" NOT NULL REFERENCES report (id),
  ordinal   INTEGER NOT NULL,
  "start"   INTEGER NOT NULL, "end" INTEGER NOT NULL,
  statement TEXT COLLATE "C",       -- <report id>.s3
  issue     TEXT NOT NULL,
  outlet    TEXT,
  published TEXT, "at" TEXT COLLATE "C" NOT NULL,
  body      TEXT NOT NULL,          -- the contract's JSON of the position
  UNIQUE (report, ordinal)
);
CREATE INDEX position_by_issue ON position (issue, statement);

-- Words only, no copy of the text. Every word counts and is stemmed as SQLite's FTS5 does it. A long
-- text has several parts that overlap: a vector holds 16,383 places, and 256 of any one word.
CREATE TEXT SEARCH DICTIONARY porter (TEMPLATE = snowball, LANGUAGE = porter);
CREATE TEXT SEARCH CONFIGURATION words (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION words
  ALTER MAPPING FOR asciiword, word, numword WITH porter;

CREATE TABLE statement_words (
  number INTEGER NOT NULL REFERENCES statement (number),
  part   INTEGER NOT NULL,
  words  TSVECTOR NOT NULL,
  PRIMARY KEY (number, part)
);
CREATE INDEX statement_words_index ON statement_words USING gin (words);

CREATE TABLE report_words (
  number INTEGER NOT NULL REFERENCES report (arrival),
  part   INTEGER NOT NULL,
  words  TSVECTOR NOT NULL,
  PRIMARY KEY (number, part)
);
CREATE INDEX report_words_index ON report_words USING gin (words);

-- How far a reader has looked (the arrival of the last report seen): a bookmark, not a finding.
CREATE TABLE bookmark (
  name    TEXT COLLATE "C" PRIMARY KEY,
  arrival INTEGER NOT NULL
);

CREATE FUNCTION only_appends () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger only appends';
END $$;

CREATE TRIGGER frozen_text_stays BEFORE UPDATE OR DELETE ON frozen_text FOR EACH ROW EXECUTE FUNCTION only_appends ();
CREATE TRIGGER report_stays      BEFORE UPDATE ON report           FOR EACH ROW EXECUTE FUNCTION only_appends ();
CREATE TRIGGER report_keeps      BEFORE DELETE ON report           FOR EACH ROW EXECUTE FUNCTION only_appends ();
CREATE TRIGGER statement_stays   BEFORE UPDATE ON statement        FOR EACH ROW EXECUTE FUNCTION only_appends ();
CREATE TRIGGER statement_keeps   BEFORE DELETE ON statement        FOR EACH ROW EXECUTE FUNCTION only_appends ();
CREATE TRIGGER meeting_stays     BEFORE UPDATE ON meeting          FOR EACH ROW EXECUTE FUNCTION only_appends ();
CREATE TRIGGER meeting_keeps     BEFORE DELETE ON meeting          FOR EACH ROW EXECUTE FUNCTION only_appends ();
CREATE TRIGGER assertion_stays   BEFORE UPDATE ON assertion        FOR EACH ROW EXECUTE FUNCTION only_appends ();
CREATE TRIGGER assertion_keeps   BEFORE DELETE ON assertion        FOR EACH ROW EXECUTE FUNCTION only_appends ();
CREATE TRIGGER position_stays    BEFORE UPDATE ON position         FOR EACH ROW EXECUTE FUNCTION only_appends ();
CREATE TRIGGER position_keeps    BEFORE DELETE ON position         FOR EACH ROW EXECUTE FUNCTION only_appends ();
