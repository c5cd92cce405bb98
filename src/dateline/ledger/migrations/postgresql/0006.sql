-- Rows are read in the order of pages.

DROP INDEX statement_in_order;
CREATE INDEX statement_in_order ON statement ("at", report, "start", ordinal);
DROP INDEX statement_by_side;
CREATE INDEX statement_by_side ON statement (side, "at", report, "start", ordinal);
