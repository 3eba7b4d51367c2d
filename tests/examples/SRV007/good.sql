ALTER DATABASE example SET password_encryption = 'scram-sha-256';
