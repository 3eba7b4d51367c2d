CREATE TABLE public.integrations (
    id integer PRIMARY KEY, clinic_id integer NOT NULL, platform text NOT NULL, enabled boolean NOT NULL, credentials text);
INSERT INTO public.integrations VALUES
    (1, 1, 'xero', true, '32bf225783c093d1aa2d8af6f610b2a8:b1abe3e2a172a68be3551d094e36ce580619831eb7812fa034582d43e9c9e6050772cca7d45683f0641be18557f5b7a8'),
    (2, 1, 'openai', true, '2027976a2f94dbcf0ad2d488b95f0efa:fff3eb4e38609a226615294dced25ee4e5ccada86545892c7109a65fdeb5e80d'),
    (3, 2, 'openai', true, 'f10d88d5f766812196293d05ba4a0b2a:65dd98e6561551b339c9782aa605a2fb3c72a191db330937701fc9f52408111c'),
    (4, 3, 'openai', true, '3669996ed79bb7f2a9267ef4aa66b7da:a95c4fc9e00490f29aa07a58adc5d583a8d325c2b5ad083c552f5549a8edec55'),
    (5, 4, 'openai', true, '6ace7611645d503017a9d61c228d1d52:6095db355b41adeeb1c9154e4ad26213c963a113e7d95d830f27788944d42555');
