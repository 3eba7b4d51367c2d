ALTER TABLE public.customers RENAME COLUMN balance TO credit;
ALTER TABLE public.log RENAME TO journal;
