DROP EVENT TRIGGER secure_new_tables;
