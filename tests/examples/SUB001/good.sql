CREATE TABLE public.users (id bigint PRIMARY KEY);
CREATE SUBSCRIPTION from_staging CONNECTION 'dbname=staging' PUBLICATION everything WITH (connect = false, slot_name = NONE);
