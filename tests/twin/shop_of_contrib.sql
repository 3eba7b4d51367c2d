-- What real extensions give to indexes of every method; none of them comes into the twin.
CREATE SCHEMA extensions;
GRANT USAGE ON SCHEMA extensions TO PUBLIC;
CREATE EXTENSION pg_trgm SCHEMA extensions;
CREATE EXTENSION btree_gist SCHEMA extensions;
CREATE EXTENSION btree_gin SCHEMA extensions;
CREATE EXTENSION hstore SCHEMA extensions;
CREATE EXTENSION intarray SCHEMA extensions;
CREATE EXTENSION ltree SCHEMA extensions;
CREATE EXTENSION cube SCHEMA extensions;
CREATE EXTENSION bloom SCHEMA extensions;
CREATE TABLE public.plain (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE public.articles (id bigint PRIMARY KEY, title text NOT NULL, words integer[] NOT NULL,
  marks extensions.hstore NOT NULL, way extensions.ltree NOT NULL, place extensions.cube, state integer NOT NULL);
CREATE INDEX by_title ON public.articles USING gin (title extensions.gin_trgm_ops);
CREATE INDEX near_title ON public.articles USING gist (title extensions.gist_trgm_ops);
CREATE INDEX by_words ON public.articles USING gin (words extensions.gin__int_ops);
CREATE INDEX near_words ON public.articles USING gist (words extensions.gist__int_ops);
CREATE INDEX by_marks ON public.articles USING gin (marks);
CREATE INDEX near_marks ON public.articles USING gist (marks);
CREATE INDEX by_way ON public.articles USING btree (way);
CREATE INDEX near_way ON public.articles USING gist (way);
CREATE INDEX near_place ON public.articles USING gist (place);
CREATE INDEX by_state ON public.articles USING gin (state);
CREATE INDEX by_all ON public.articles USING bloom (state) WITH (length = 80);
CREATE TABLE public.bookings (room integer NOT NULL, during tstzrange NOT NULL,
  CONSTRAINT one_at_a_time EXCLUDE USING gist (room WITH =, during WITH &&));
CREATE TABLE public.comments (id bigint PRIMARY KEY, article bigint NOT NULL REFERENCES public.articles, said text);
