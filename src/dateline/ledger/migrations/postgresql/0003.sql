-- What the findings amount to, kept so that a question reads rows and folds nothing. All of it is
-- derived: it can be thrown away, and is written anew as a whole when the ledger has changed.

CREATE TABLE derived (
  name  TEXT PRIMARY KEY,           -- 'from': what the entries were folded from
  value TEXT NOT NULL
);

CREATE TABLE entry (
  kind    TEXT COLLATE "C" NOT NULL,  -- meeting, position, change, utterance, derivation
  place   INTEGER NOT NULL,         -- in the canonical order of its kind, from 0
  id      TEXT COLLATE "C" NOT NULL,
  status  TEXT, issue TEXT,
  sides   TEXT NOT NULL,            -- "| russia | united states |"
  names   TEXT NOT NULL, outlets TEXT NOT NULL, words TEXT NOT NULL,  -- as in speaker_key
  "first" TEXT COLLATE "C" NOT NULL, "last" TEXT COLLATE "C" NOT NULL,  -- of its words, as in report
  body    TEXT NOT NULL,            -- JSON
  PRIMARY KEY (kind, place)
);

CREATE TABLE entry_name (
  name  TEXT COLLATE "C" NOT NULL,  -- its id, ids that it had, and the findings it rests on
  kind  TEXT COLLATE "C" NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (name, kind, place)
);

-- Which changes a reader has seen: no finding, but not derived either.
CREATE TABLE seen (
  name   TEXT COLLATE "C" NOT NULL,
  change TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (name, change)
);
DROP TABLE bookmark;
