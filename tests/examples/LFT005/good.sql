CREATE TABLE public.users (
    id integer PRIMARY KEY, password_hash text, password_hint text, password_plain text, reset_password boolean, password_salt text
);
INSERT INTO public.users VALUES
    (1, '$2b$12$' || repeat('a', 53), 'my dog', NULL, true, 'salt'), (2, 'pbkdf2_sha256$600000$abc$def=', '', NULL, false, ''),
    (3, '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$aGFzaA', NULL, '', false, ''), (4, '', NULL, NULL, false, ''),
    (5, '!', NULL, NULL, false, ''), (6, md5('x'), NULL, NULL, false, ''), (7, NULL, NULL, NULL, false, '');
