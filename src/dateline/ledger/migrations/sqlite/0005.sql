-- What a list shows of an entry, so that a page does not read whole histories. Derived like the entry.

CREATE TABLE glance (
  entry  INTEGER PRIMARY KEY,       -- entry.number
  kind   TEXT NOT NULL,             -- meeting, position; utterance where the entry is long
  place  TEXT NOT NULL,             -- as in entry
  side   TEXT,                      -- of a position, as in place
  weight INTEGER NOT NULL,          -- words or claims that it rests on
  body   TEXT NOT NULL,             -- JSON
  UNIQUE (kind, place)
);
CREATE INDEX glance_by_side ON glance (kind, side, weight);
