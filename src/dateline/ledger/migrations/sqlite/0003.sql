-- What the findings amount to, kept so that a question reads rows and folds nothing. All of it is
-- derived: it can be thrown away, and is written anew as a whole when the ledger has changed.

CREATE TABLE derived (
  name  TEXT PRIMARY KEY,           -- 'from': what the entries were folded from
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE entry (
  kind    TEXT NOT NULL,            -- meeting, position, change, utterance, derivation
  place   INTEGER NOT NULL,         -- in the canonical order of its kind, from 0
  id      TEXT NOT NULL,
  status  TEXT, issue TEXT,
  sides   TEXT NOT NULL,            -- "| russia | united states |"
  names   TEXT NOT NULL, outlets TEXT NOT NULL, words TEXT NOT NULL,  -- as in speaker_key
  first   TEXT NOT NULL, last TEXT NOT NULL,  -- of its words, as in report
  body    TEXT NOT NULL,            -- JSON
  PRIMARY KEY (kind, place)
) WITHOUT ROWID;

CREATE TABLE entry_name (
  name  TEXT NOT NULL,              -- its id, ids that it had, and the findings it rests on
  kind  TEXT NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (name, kind, place)
) WITHOUT ROWID;

-- Which changes a reader has seen: no finding, but not derived either.
CREATE TABLE seen (
  name   TEXT NOT NULL,
  change TEXT NOT NULL,
  PRIMARY KEY (name, change)
) WITHOUT ROWID;
DROP TABLE bookmark;
