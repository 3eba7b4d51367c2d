ALTER TYPE public.role RENAME TO role_v1;
CREATE TYPE public.role AS ENUM ('owner', 'admin');
CREATE SCHEMA legacy;
CREATE TYPE legacy.colour AS ENUM ('blue');
