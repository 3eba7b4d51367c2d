CREATE ROLE former_colleague LOGIN;
GRANT app TO former_colleague;
CREATE ROLE of_another_database LOGIN;
