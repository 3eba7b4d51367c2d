UPDATE public.templates SET body = 'Hello {{name}}, {{acton_url}}' WHERE locale = 'en';
