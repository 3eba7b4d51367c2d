DROP SCHEMA golive_undo;
