UPDATE public.notes SET body = E'GrÃ¼Ã\u009fe';
