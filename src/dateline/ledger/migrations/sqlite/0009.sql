-- The words of a position are rows of their own, so that one more report writes its own and no others. They are
-- the items of the kind "position"; here is what they are asked by. Derived as well.

DELETE FROM derived;

CREATE TABLE told (
  item     INTEGER PRIMARY KEY,     -- folded_item.number, whose body has the words
  position TEXT NOT NULL,           -- folded_item.grp
  place    TEXT NOT NULL,           -- folded_item.place: the order of the history
  first    TEXT NOT NULL, last TEXT NOT NULL,  -- of its publication, as in report
  names    TEXT NOT NULL, outlets TEXT NOT NULL, words TEXT NOT NULL,  -- as in speaker_key
  UNIQUE (position, place)
);
CREATE INDEX told_by_day ON told (position, first);
