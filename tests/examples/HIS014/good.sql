CREATE TABLE public.databasechangelog (
    id varchar(255) NOT NULL, author varchar(255) NOT NULL, filename varchar(255) NOT NULL,
    dateexecuted timestamp NOT NULL, orderexecuted integer NOT NULL, exectype varchar(10) NOT NULL, md5sum varchar(35)
);
CREATE TABLE public.databasechangeloglock (
    id integer PRIMARY KEY, locked boolean NOT NULL, lockgranted timestamp, lockedby varchar(255)
);
INSERT INTO public.databasechangelog VALUES
    ('1', 'owner', 'changelog.sql', '2025-01-01 10:00', 1, 'EXECUTED', '9:43784a1118935be741495a579909d5b4');
INSERT INTO public.databasechangeloglock VALUES (1, false, NULL, NULL);
