-- P13 [indexes] a unique index covers only the living
-- names: public.users_email_key
DROP INDEX public.users_email_key;
CREATE UNIQUE INDEX users_email_key ON public.users (email) WHERE "isActive";
