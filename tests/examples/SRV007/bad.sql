ALTER SYSTEM SET password_encryption = 'md5';
