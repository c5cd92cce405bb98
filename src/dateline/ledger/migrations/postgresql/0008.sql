-- Which changes came with a later report than the one whose words made them, and how many reports there were
-- then: what was told when. No finding, but not derived either.

CREATE TABLE late_change (
  change  TEXT COLLATE "C" PRIMARY KEY,
  arrival INTEGER NOT NULL          -- how many reports there were
);
CREATE INDEX late_change_in_order ON late_change (arrival);
