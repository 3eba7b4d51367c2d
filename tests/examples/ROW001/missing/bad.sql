UPDATE public.roles SET flags = '{b,a}' WHERE name = 'Owner';
UPDATE public.roles SET is_system = false WHERE name = 'Viewer';
