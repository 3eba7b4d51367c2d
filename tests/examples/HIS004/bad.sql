UPDATE public._prisma_migrations SET checksum = repeat('0', 64) WHERE id = '2';
