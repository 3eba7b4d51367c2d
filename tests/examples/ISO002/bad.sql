ALTER ROLE clerk RENAME TO clerk_of_old;
