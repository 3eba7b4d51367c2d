UPDATE public._prisma_migrations SET rolled_back_at = now(), finished_at = NULL WHERE id = '2';
