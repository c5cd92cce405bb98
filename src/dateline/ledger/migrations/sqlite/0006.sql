-- Rows are read in the order of pages, and most filters are told by the index alone: a page that asks for a
-- rare name looks through the index and not through all that was ever said.

DROP INDEX report_in_order;
CREATE INDEX report_in_order ON report (at, id, first, last, outlet_key);
DROP INDEX statement_in_order;
CREATE INDEX statement_in_order ON statement (at, report, start, ordinal, first, last, speaker_key, outlet_key);
DROP INDEX statement_by_side;
CREATE INDEX statement_by_side ON statement (side, at, report, start, ordinal, first, last, speaker_key, outlet_key);
DROP INDEX statement_by_speaker;  -- nobody asks for a whole key
CREATE INDEX entry_in_order ON entry (kind, place, sides, status, first, last, names);
