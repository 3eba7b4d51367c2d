DROP TABLE golive_undo.kb_touched;
DROP TABLE golive_undo.kb_untouched;
DROP VIEW golive_undo.kb_people;
DROP SCHEMA golive_undo;
