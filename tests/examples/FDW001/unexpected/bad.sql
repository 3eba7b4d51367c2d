CREATE SERVER elsewhere FOREIGN DATA WRAPPER files OPTIONS (host 'elsewhere.test');
