CREATE SCHEMA auth;
CREATE TABLE auth.users (id bigint PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE public.profiles (id bigint PRIMARY KEY REFERENCES auth.users (id));
