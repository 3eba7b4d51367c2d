DELETE FROM public._prisma_migrations WHERE id = '2';
