-- Why: the extension shows who is signed in
-- Identity: member
-- Weight: 4
-- Release: previous
-- Sessions: SELECT '', id::text FROM auth.users
SELECT id, email FROM public.profiles WHERE id = auth.uid();
