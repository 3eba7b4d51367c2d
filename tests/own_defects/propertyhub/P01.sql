-- P01 [columns] an approval limit loses its cents
-- names: public.team_members.approval_limit
ALTER TABLE public.team_members ALTER COLUMN approval_limit TYPE numeric(15,0);
