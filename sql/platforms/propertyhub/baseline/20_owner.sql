-- From here on the schema as production has it, made by its owner: five migrations that it did apply, one that came by
-- `prisma db push` without a row in the history (26), and what hands did since (27).
SET ROLE propertyhub_owner;
