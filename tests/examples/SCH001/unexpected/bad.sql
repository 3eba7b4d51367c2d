CREATE SCHEMA backup_before_go_live;
