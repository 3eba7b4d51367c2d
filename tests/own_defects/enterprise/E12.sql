-- E12 [environment] text is read as escapes
-- names: standard_conforming_strings
DO $$ BEGIN EXECUTE format('ALTER ROLE authenticator IN DATABASE %I SET standard_conforming_strings = off', current_database()); END $$;
