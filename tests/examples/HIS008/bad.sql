UPDATE public._prisma_migrations SET applied_steps_count = 0 WHERE id = '2';
UPDATE public._prisma_migrations SET applied_steps_count = 1 WHERE id = '1';
