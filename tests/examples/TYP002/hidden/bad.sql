CREATE TYPE app.state AS ENUM ('open');
