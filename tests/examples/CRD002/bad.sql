UPDATE public.integrations SET credentials = '{"clientId":"c1","clientSecret":"s1"}' WHERE id = 1;
UPDATE public.integrations SET credentials = 'undefined' WHERE id = 2;
UPDATE public.integrations SET credentials = 'd817ee70a2663231731f15af5567bd54:78c8c36075210cda01c01b02e45aa47beb8a69147c7db674b41b5f1a152d38' WHERE id = 3;
UPDATE public.integrations SET credentials = 'eyJhbnl0aGluZyI6dHJ1ZX0=' WHERE id = 4;
UPDATE public.integrations SET enabled = true WHERE id = 5;
