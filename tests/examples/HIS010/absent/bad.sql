DROP TABLE public._prisma_migrations;
