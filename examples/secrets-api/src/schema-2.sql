-- Seconds since 1970. Unknown for the tokens of version 1.
ALTER TABLE tokens ADD COLUMN created INTEGER;

-- JSON: chain, key and notes. NULL for the secrets of version 1.
ALTER TABLE secrets ADD COLUMN details TEXT;
ALTER TABLE secrets ADD COLUMN notes TEXT;

CREATE TRIGGER secrets_uncounted AFTER DELETE ON secrets
BEGIN
    UPDATE accounts SET secrets = secrets - 1 WHERE name = OLD.account;
END;
