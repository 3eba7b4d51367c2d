UPDATE public._prisma_migrations SET started_at = '2025-03-01 10:00Z', finished_at = '2025-03-01 10:01Z' WHERE id = '1';
