UPDATE public._prisma_migrations SET finished_at = started_at - interval '1 day' WHERE id = '1';
UPDATE public._prisma_migrations SET started_at = '2999-01-01', finished_at = '2999-01-02' WHERE id = '2';
