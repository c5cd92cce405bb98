-- What reports say, for ever. Rows are added and never changed: triggers hold the law.
-- Times: "published" is as given (ISO 8601); "at" is its first minute in UTC, for order;
-- "first" and "last" are its first and last minute as written, for filters. Unknown is ''.

CREATE TABLE frozen_text (
  sha256 TEXT PRIMARY KEY,
  body   BLOB NOT NULL              -- UTF-8
) WITHOUT ROWID;

CREATE TABLE report (
  arrival   INTEGER PRIMARY KEY,    -- order of arrival, from 1
  id        TEXT NOT NULL UNIQUE,
  sha256    TEXT NOT NULL REFERENCES frozen_text (sha256),
  length    INTEGER NOT NULL,       -- code points
  path      TEXT, url TEXT, title TEXT,
  outlet    TEXT, outlet_key TEXT NOT NULL,
  published TEXT, at TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
  language  TEXT NOT NULL,
  body      TEXT NOT NULL,          -- the contract's JSON without statements, meetings, positions
  digest    TEXT NOT NULL           -- SHA-256 of the whole contract's JSON
);
CREATE INDEX report_in_order ON report (at, id);
CREATE INDEX report_by_text ON report (sha256);

CREATE TABLE statement (
  number    INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,   -- <report id>.s3
  report    TEXT NOT NULL REFERENCES report (id),
  ordinal   INTEGER NOT NULL,
  start     INTEGER NOT NULL, end INTEGER NOT NULL,
  speaker_key TEXT NOT NULL,        -- " sergey lavrov "
  side      TEXT,
  outlet    TEXT, outlet_key TEXT NOT NULL,
  published TEXT, at TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
  body      TEXT NOT NULL,          -- the contract's JSON of the statement
  UNIQUE (report, ordinal)
);
CREATE INDEX statement_in_order ON statement (at, report, start);
CREATE INDEX statement_by_speaker ON statement (speaker_key);
CREATE INDEX statement_by_side ON statement (side);

CREATE TABLE meeting (
  id        TEXT PRIMARY KEY,       -- <report id>.m1
  report    TEXT NOT NULL REFERENCES report (id),
  ordinal   INTEGER NOT NULL,
  body      TEXT NOT NULL,          -- the contract's JSON without assertions
  UNIQUE (report, ordinal)
) WITHOUT ROWID;

CREATE TABLE assertion (
  meeting   TEXT NOT NULL REFERENCES meeting (id),
  ordinal   INTEGER NOT NULL,
  start     INTEGER NOT NULL, end INTEGER NOT NULL,
  status    TEXT NOT NULL,
  side      TEXT,                   -- that the innermost source speaks for
  outlet    TEXT,
  published TEXT, at TEXT NOT NULL,
  body      TEXT NOT NULL,          -- the contract's JSON of the assertion
  PRIMARY KEY (meeting, ordinal)
) WITHOUT ROWID;

CREATE TABLE position (
  id        TEXT PRIMARY KEY,       -- <report id>.p1
  report    TEXT NOT NULL REFERENCES report (id),
  ordinal   INTEGER NOT NULL,
  start     INTEGER NOT NULL, end INTEGER NOT NULL,
  statement TEXT,                   -- <report id>.s3
  issue     TEXT NOT NULL,
  outlet    TEXT,
  published TEXT, at TEXT NOT NULL,
  body      TEXT NOT NULL,          -- the contract's JSON of the position
  UNIQUE (report, ordinal)
) WITHOUT ROWID;
CREATE INDEX position_by_issue ON position (issue, statement);

-- Words only, no copy of the text: rowid is statement.number and report.arrival.
CREATE VIRTUAL TABLE statement_words USING fts5 (words, content='', tokenize="porter unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE report_words USING fts5 (words, content='', tokenize="porter unicode61 remove_diacritics 2");

-- How far a reader has looked (the arrival of the last report seen): a bookmark, not a finding.
CREATE TABLE bookmark (
  name    TEXT PRIMARY KEY,
  arrival INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TRIGGER frozen_text_stays  BEFORE UPDATE ON frozen_text BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER frozen_text_keeps  BEFORE DELETE ON frozen_text BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER report_stays       BEFORE UPDATE ON report      BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER report_keeps       BEFORE DELETE ON report      BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER statement_stays    BEFORE UPDATE ON statement   BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER statement_keeps    BEFORE DELETE ON statement   BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER meeting_stays      BEFORE UPDATE ON meeting     BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER meeting_keeps      BEFORE DELETE ON meeting     BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER assertion_stays    BEFORE UPDATE ON assertion   BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER assertion_keeps    BEFORE DELETE ON assertion   BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER position_stays     BEFORE UPDATE ON position    BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
CREATE TRIGGER position_keeps     BEFORE DELETE ON position    BEGIN SELECT RAISE (ABORT, 'the ledger only appends'); END;
