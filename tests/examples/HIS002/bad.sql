UPDATE public._prisma_migrations SET finished_at = NULL WHERE id = '2';
