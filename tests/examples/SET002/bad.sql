ALTER DATABASE example SET synchronous_commit = off;
ALTER DATABASE example SET standard_conforming_strings = off;
ALTER ROLE example_app SET enable_seqscan = off;
ALTER ROLE example_app IN DATABASE example SET session_replication_role = replica;
