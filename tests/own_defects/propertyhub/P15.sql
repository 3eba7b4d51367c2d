-- P15 [references] an application names an account of another customer
-- names: an application that was activated names its user
UPDATE public.onboarding_applications SET "userId" = 'usr-birch-owner' WHERE id = 'onb-alder';
