-- A schema for each tenant.
CREATE SCHEMA tenant_ada;
CREATE TABLE tenant_ada.users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, nick text);
CREATE TABLE tenant_ada.bookings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES tenant_ada.users (id),
    seats integer NOT NULL DEFAULT 1 CONSTRAINT some_seats CHECK (seats > 0));
CREATE INDEX bookings_user ON tenant_ada.bookings (user_id);
CREATE INDEX bookings_seats ON tenant_ada.bookings (seats);
CREATE SCHEMA tenant_ben;
CREATE TABLE tenant_ben.users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, nick text);
CREATE TABLE tenant_ben.bookings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES tenant_ben.users (id),
    seats integer NOT NULL DEFAULT 1 CONSTRAINT some_seats CHECK (seats > 0));
CREATE INDEX bookings_user ON tenant_ben.bookings (user_id);
CREATE INDEX bookings_seats ON tenant_ben.bookings (seats);
CREATE SCHEMA tenant_cyd;
CREATE TABLE tenant_cyd.users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, nick text);
CREATE TABLE tenant_cyd.bookings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES tenant_cyd.users (id),
    seats integer NOT NULL DEFAULT 1 CONSTRAINT some_seats CHECK (seats > 0));
CREATE INDEX bookings_user ON tenant_cyd.bookings (user_id);
CREATE INDEX bookings_seats ON tenant_cyd.bookings (seats);
CREATE SCHEMA tenant_dov;
CREATE TABLE tenant_dov.users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, nick text);
CREATE TABLE tenant_dov.bookings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES tenant_dov.users (id),
    seats integer NOT NULL DEFAULT 1 CONSTRAINT some_seats CHECK (seats > 0));
CREATE INDEX bookings_user ON tenant_dov.bookings (user_id);
CREATE INDEX bookings_seats ON tenant_dov.bookings (seats);
