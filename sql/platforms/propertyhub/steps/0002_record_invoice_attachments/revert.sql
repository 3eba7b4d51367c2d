DELETE FROM public._prisma_migrations WHERE id = '8c2f4a60-3d8e-4b57-9a1e-202411051020';
