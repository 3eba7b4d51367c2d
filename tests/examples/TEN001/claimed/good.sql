CREATE TABLE public.tenants (id integer PRIMARY KEY);
CREATE TABLE public.projects (id integer PRIMARY KEY, "tenantId" integer NOT NULL REFERENCES public.tenants);
CREATE TABLE public.templates (id integer PRIMARY KEY, tenant_id integer REFERENCES public.tenants);
CREATE TABLE public.tasks (
    id integer PRIMARY KEY, tenant_id integer NOT NULL REFERENCES public.tenants, project_id integer REFERENCES public.projects,
    template_id integer REFERENCES public.templates, paid_by integer REFERENCES public.tenants
);
CREATE TABLE public.links (project_id integer REFERENCES public.projects, task_id integer REFERENCES public.tasks);
INSERT INTO public.tenants VALUES (1), (2);
INSERT INTO public.projects VALUES (10, 1), (20, 2);
INSERT INTO public.templates VALUES (5, NULL);  -- everybody's
INSERT INTO public.tasks VALUES (1, 1, 10, 5, 2), (2, 2, 20, 5, 2), (3, 2, NULL, NULL, 1);
INSERT INTO public.links VALUES (10, 1), (20, 3);
