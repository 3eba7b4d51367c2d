TRUNCATE public._prisma_migrations;
