CREATE ROLE former_colleague LOGIN;
