ALTER TABLE public.customers DROP COLUMN "licenseNumber";

ALTER TABLE public.users
    DROP COLUMN bio,
    DROP COLUMN is_temp_password,
    DROP COLUMN temp_password_expires_at,
    DROP COLUMN must_change_password;
