INSERT INTO public.users_old VALUES (1, 'ann@one.test');
GRANT SELECT ON public.users_old TO app;
