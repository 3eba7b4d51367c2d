DELETE FROM golive_undo.kb_touched;
