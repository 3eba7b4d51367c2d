-- E08 [triggers] whoever signs up gets no profile: a trigger of ours on a table of theirs is gone
-- names: on_auth_user_created
DROP TRIGGER on_auth_user_created ON auth.users;
