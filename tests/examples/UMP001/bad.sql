CREATE USER MAPPING FOR PUBLIC SERVER archive OPTIONS (user 'postgres', password 'not shown');
