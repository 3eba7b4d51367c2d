BEGIN; INSERT INTO public.accounts VALUES (1); PREPARE TRANSACTION 'left over';
