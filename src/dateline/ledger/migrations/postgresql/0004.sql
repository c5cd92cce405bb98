-- A question after a few new reports folds what they touch and nothing else. So an entry has a place that
-- does not depend on how many stand before it, and what the fold knows of each finding is kept: its
-- place in time, the group (meeting, position, utterance) that it is in, the keys under which its like are
-- looked for. All of it is derived.

DROP TABLE entry;
DROP TABLE entry_name;
DELETE FROM derived;

CREATE TABLE entry (
  number  INTEGER PRIMARY KEY,      -- of the row, of no meaning
  kind    TEXT COLLATE "C" NOT NULL,            -- meeting, position, change, utterance, derivation
  place   TEXT COLLATE "C" NOT NULL,            -- sorts in the canonical order of its kind
  id      TEXT COLLATE "C" NOT NULL,
  status  TEXT, issue TEXT,
  sides   TEXT NOT NULL,            -- "| russia | united states |"
  names   TEXT NOT NULL, outlets TEXT NOT NULL, words TEXT NOT NULL,  -- as in speaker_key
  "first" TEXT COLLATE "C" NOT NULL, "last" TEXT COLLATE "C" NOT NULL,  -- of its words, as in report
  body    TEXT NOT NULL,            -- JSON
  UNIQUE (kind, place)
);

CREATE TABLE entry_name (
  name  TEXT COLLATE "C" NOT NULL,              -- its id, ids that it had, the findings and groups it rests on
  kind  TEXT COLLATE "C" NOT NULL,
  entry INTEGER NOT NULL,           -- entry.number
  PRIMARY KEY (name, kind, entry)
);
CREATE INDEX entry_name_by_entry ON entry_name (entry);

CREATE TABLE folded_report (        -- what a report says of names, and marks: hashes of the names that it uses
  number INTEGER PRIMARY KEY,       -- report.arrival
  report TEXT COLLATE "C" NOT NULL UNIQUE,
  body   TEXT NOT NULL              -- JSON
);

CREATE TABLE folded_item (          -- a finding as it is folded: decided, with names in full
  number INTEGER PRIMARY KEY,
  kind   TEXT COLLATE "C" NOT NULL,             -- meeting, position, saying, carrier
  id     TEXT COLLATE "C" NOT NULL,
  report TEXT COLLATE "C" NOT NULL,
  ord    BIGINT NOT NULL,           -- minute of publication and first bits of the report's id
  place  TEXT COLLATE "C" NOT NULL,             -- its exact order
  grp    TEXT COLLATE "C" NOT NULL,             -- the number of the first item of its meeting or utterance; a position's id
  body   TEXT NOT NULL,             -- JSON
  UNIQUE (kind, id)
);
CREATE INDEX folded_item_by_group ON folded_item (kind, grp, place);
CREATE INDEX folded_item_by_report ON folded_item (report);

CREATE TABLE folded_key (           -- under which keys an item (a report, for names) is found
  key  BIGINT NOT NULL,             -- a hash
  ord  BIGINT NOT NULL,             -- as in folded_item; 0 for names
  item BIGINT NOT NULL,             -- folded_item.number, folded_report.number
  PRIMARY KEY (key, ord, item)
);

CREATE TABLE folded_name (          -- what reports say of a name: side and spelling to the number of reports
  name TEXT COLLATE "C" PRIMARY KEY,
  body TEXT NOT NULL                -- JSON
);

CREATE TABLE folded_link (          -- sort 'part': part of a name, name; 'state': side, name on that side; 'made': report, report made from it
  sort  TEXT COLLATE "C" NOT NULL,
  key   TEXT COLLATE "C" NOT NULL,
  value TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (sort, key, value)
);

CREATE TABLE folded_office (        -- who is in office, by the reports of a day; name '': a report that names nobody
  office TEXT COLLATE "C" NOT NULL,
  day    TEXT COLLATE "C" NOT NULL,             -- '' for none
  name   TEXT COLLATE "C" NOT NULL,             -- JSON; '' where the world's tables filled it in
  report BIGINT NOT NULL,           -- folded_report.number
  PRIMARY KEY (office, day, name, report)
);

CREATE TABLE folded_dirty (         -- what is to be folded again
  kind TEXT COLLATE "C" NOT NULL,
  grp  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (kind, grp)
);
