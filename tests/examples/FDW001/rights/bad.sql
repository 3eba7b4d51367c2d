GRANT USAGE ON FOREIGN SERVER archive TO app;
ALTER SERVER archive OPTIONS (SET host 'elsewhere.test');
