CREATE TABLE IF NOT EXISTS accounts (
    name    TEXT PRIMARY KEY,
    secrets INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS tokens (
    hash    BLOB PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (name)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS key_check (
    only   INTEGER PRIMARY KEY CHECK (only = 1),
    sealed BLOB NOT NULL
);

-- The last four columns are sealed, each with a nonce of its own.
CREATE TABLE IF NOT EXISTS secrets (
    id               BLOB PRIMARY KEY,
    account          TEXT NOT NULL REFERENCES accounts (name),
    name             TEXT NOT NULL,
    certificate_type TEXT NOT NULL,
    collection_id    BLOB,
    metadata         TEXT NOT NULL,
    ends             INTEGER NOT NULL,
    content          BLOB NOT NULL,
    private_key      BLOB,
    passphrase       BLOB,
    locked_input     BLOB,
    UNIQUE (account, name)
);

CREATE INDEX IF NOT EXISTS secrets_by_end ON secrets (account, ends, id);

CREATE TRIGGER IF NOT EXISTS secrets_counted AFTER INSERT ON secrets
BEGIN
    UPDATE accounts SET secrets = secrets + 1 WHERE name = NEW.account;
END;
