UPDATE public.agents SET reads = reads || '00000000-0000-4000-8000-00000000000c'::uuid WHERE name = 'new';
