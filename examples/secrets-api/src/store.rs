//! SQLite: accounts, hashes of tokens, and secrets with their sealed columns.
//!
//! One thread writes. It collects waiting writes into one transaction, so that many clients share
//! one wait for the disk, and 201 is sent only after the data is on the disk. Accounts take turns,
//! and transactions are short, so that no account waits for the megabytes of another.

use crate::{
    crypto::{Column, Vault},
    lane::{Account, Lane},
};
use rusqlite::{
    Connection, OptionalExtension, Row, Transaction, TransactionBehavior, named_params, params,
};
use serde_json::Value;
use std::{
    collections::VecDeque,
    error::Error,
    fs::{self, DirBuilder, OpenOptions, Permissions},
    io,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::sync::oneshot;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The migrations from each version of the database to the next.
const MIGRATIONS: [&str; 2] = [include_str!("schema.sql"), include_str!("schema-2.sql")];

/// The size of a transaction. The first write may exceed it.
const MOST_WRITES: usize = 64;
const MOST_BYTES: usize = 1 << 20;

const READERS: usize = 2;

/// A secret as lists show it.
#[derive(Clone)]
pub struct Summary {
    pub id: Uuid,
    pub name: String,
    pub certificate_type: String,
    pub collection_id: Option<Uuid>,
    /// The four facts as JSON.
    pub metadata: String,
    /// Seconds since 1970. `i64::MAX` if there is no certificate.
    pub ends: i64,
}

/// A secret as the API returns it.
#[derive(Clone)]
pub struct Shown {
    pub summary: Summary,
    /// JSON. Absent for secrets stored by an earlier version.
    pub details: Option<String>,
    pub notes: Option<String>,
}

/// A secret to store: public facts and sealed values.
pub struct NewSecret {
    pub account: Account,
    pub shown: Shown,
    pub content: Vec<u8>,
    pub private_key: Option<Vec<u8>>,
    pub passphrase: Option<Vec<u8>>,
    pub locked_input: Option<Vec<u8>>,
}

impl NewSecret {
    pub fn sealed_bytes(&self) -> usize {
        let others = [&self.private_key, &self.passphrase, &self.locked_input];
        self.content.len() + others.into_iter().flatten().map(Vec::len).sum::<usize>()
    }
}

pub enum StoreError {
    /// The account has a secret with this name.
    NameExists,
    /// The account has reached its number of secrets.
    PlanLimit,
    /// SQLite or the disk failed. It is logged where it happens.
    Failed,
}

/// A page of the list: soonest expiry first, secrets without one last.
pub struct Listing {
    pub ends_before: Option<i64>,
    /// The expiry and the ID of the last secret of the previous page.
    pub after: Option<(i64, Uuid)>,
    pub limit: usize,
    /// The size of the page. At least one secret is listed.
    pub bytes: usize,
}

pub struct Page {
    pub summaries: Vec<Summary>,
    pub goes_on: bool,
}

pub struct Store {
    writes: Arc<Writes>,
    readers: Lane<Connection>,
    tokens: Mutex<Connection>,
}

impl Store {
    /// Opens or creates the database, and checks that `vault` has the key it was created with.
    pub fn open(data_dir: &Path, vault: &Vault) -> Result<Store, Box<dyn Error>> {
        let mut writer = connect(data_dir)?;
        check_key(&mut writer, vault)?;
        // Another thread copies the log into the database; this is a fallback.
        writer.pragma_update(None, "wal_autocheckpoint", 65_536)?;
        let readers = (0..READERS).map(|_| connect(data_dir)).collect::<Result<_, _>>()?;
        let tokens = Mutex::new(connect(data_dir)?);
        let writes = Arc::new(Writes::default());
        let queue = writes.clone();
        thread::Builder::new().name("writer".into()).spawn(move || queue.work(writer))?;
        let (database, log) = (connect(data_dir)?, data_dir.join("secrets.db-wal"));
        thread::Builder::new().name("checkpoint".into()).spawn(move || {
            checkpoint_often(&database, &log);
        })?;
        Ok(Store { writes, readers: Lane::start("reader", 0, readers)?, tokens })
    }

    pub fn has_tokens(&self) -> Result<bool, rusqlite::Error> {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.query_row("SELECT EXISTS (SELECT 1 FROM tokens)", [], |row| row.get(0))
    }

    /// The account whose token has this hash. One index lookup, which does not wait.
    pub fn account_of(&self, token_hash: [u8; 32]) -> Result<Option<Account>, StoreError> {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens
            .prepare_cached("SELECT account FROM tokens WHERE hash = ?")
            .and_then(|mut query| {
                query.query_row([token_hash], |row| row.get::<_, String>(0)).optional()
            })
            .map(|account| account.map(Account::from))
            .map_err(|error| failed(&error))
    }

    /// Stores a secret. It is on the disk when this returns.
    pub async fn insert(
        &self,
        secret: NewSecret,
        secrets_per_account: u32,
    ) -> Result<(), StoreError> {
        let (account, bytes) = (secret.account.clone(), secret.sealed_bytes());
        let change = Change::Insert { secret: Box::new(secret), secrets_per_account };
        self.writes.run(account, bytes, change).await.map(|_| ())
    }

    /// Deletes a secret, and returns whether it existed. It is gone from the disk when this returns.
    pub async fn delete(&self, account: &Account, id: Uuid) -> Result<bool, StoreError> {
        self.writes.run(account.clone(), 0, Change::Delete { id }).await
    }

    pub async fn find(&self, account: &Account, id: Uuid) -> Result<Option<Shown>, StoreError> {
        let owner = account.clone();
        self.read(account, move |reader| {
            reader
                .prepare_cached(
                    "SELECT id, name, certificate_type, collection_id, metadata, ends,
                            details, notes
                     FROM secrets WHERE id = ? AND account = ?",
                )?
                .query_row(params![id.as_bytes(), &*owner], |row| {
                    let summary = summary(row)?;
                    Ok(Shown { summary, details: row.get(6)?, notes: row.get(7)? })
                })
                .optional()
        })
        .await
    }

    pub async fn list(&self, account: &Account, listing: Listing) -> Result<Page, StoreError> {
        let owner = account.clone();
        self.read(account, move |reader| {
            let mut query = reader.prepare_cached(
                "SELECT id, name, certificate_type, collection_id, metadata, ends
                 FROM secrets
                 WHERE account = :account AND ends <= :ends_before
                   AND (:after_id IS NULL OR (ends, id) > (:after_end, :after_id))
                 ORDER BY ends, id",
            )?;
            let (after_end, after_id) = listing.after.unzip();
            let mut rows = query.query(named_params! {
                ":account": &*owner,
                ":ends_before": listing.ends_before.unwrap_or(i64::MAX),
                ":after_end": after_end,
                ":after_id": after_id.as_ref().map(Uuid::as_bytes),
            })?;
            let mut page = Page { summaries: Vec::new(), goes_on: false };
            let mut bytes = 0;
            while let Some(row) = rows.next()? {
                if page.summaries.len() == listing.limit || bytes >= listing.bytes {
                    page.goes_on = true;
                    break;
                }
                let summary = summary(row)?;
                bytes += summary.name.len() + summary.metadata.len() + 256;
                page.summaries.push(summary);
            }
            Ok(page)
        })
        .await
    }

    pub fn is_well(&self) -> bool {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.query_row("SELECT 1", [], |_| Ok(())).is_ok()
    }

    async fn read<T: Send + 'static>(
        &self,
        account: &Account,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        match self.readers.run(account, |reader| query(reader)).await {
            Ok(Ok(found)) => Ok(found),
            Ok(Err(error)) => Err(failed(&error)),
            Err(_) => Err(StoreError::Failed),
        }
    }
}

/// A token as `token list` shows it: never the token itself.
pub struct Token {
    /// The first digits of its hash.
    pub id: String,
    pub account: String,
    /// In UTC. Absent for the tokens of an earlier version.
    pub created: Option<String>,
}

/// The ID of the token with this hash.
pub fn token_id(hash: &[u8; 32]) -> String {
    hash[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

const TOKEN_ID: &str = "lower(hex(substr(hash, 1, 6)))";

/// For the command line: adds a token for `account`, which is created if it does not exist.
pub fn add_token(
    data_dir: &Path,
    account: &str,
    token_hash: &[u8; 32],
) -> Result<(), Box<dyn Error>> {
    let mut connection = connect(data_dir)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute("INSERT OR IGNORE INTO accounts (name) VALUES (?)", [account])?;
    transaction.execute(
        "INSERT INTO tokens (hash, account, created) VALUES (?, ?, ?)",
        params![token_hash.as_slice(), account, now()],
    )?;
    Ok(transaction.commit()?)
}

/// For the command line: every token, by account and age.
pub fn tokens(data_dir: &Path) -> Result<Vec<Token>, Box<dyn Error>> {
    let connection = connect(data_dir)?;
    let mut query = connection.prepare(&format!(
        "SELECT {TOKEN_ID}, account, strftime('%Y-%m-%d %H:%M', created, 'unixepoch')
         FROM tokens ORDER BY account, created, hash"
    ))?;
    let tokens = query.query_map([], |row| {
        Ok(Token { id: row.get(0)?, account: row.get(1)?, created: row.get(2)? })
    })?;
    Ok(tokens.collect::<Result<_, _>>()?)
}

/// For the command line: revokes a token at once, and returns its account.
pub fn revoke_token(data_dir: &Path, id: &str) -> Result<String, Box<dyn Error>> {
    let delete = format!("DELETE FROM tokens WHERE {TOKEN_ID} = lower(?) RETURNING account");
    let account = connect(data_dir)?.query_row(&delete, [id], |row| row.get(0)).optional()?;
    account.ok_or_else(|| format!("there is no token `{id}`: `token list` shows all").into())
}

/// For the command line: the certificates and the private key, locked or not.
pub fn reveal(
    data_dir: &Path,
    vault: &Vault,
    id: Uuid,
) -> Result<Vec<Zeroizing<String>>, Box<dyn Error>> {
    let sealed = connect(data_dir)?
        .query_row(
            "SELECT content, private_key, locked_input FROM secrets WHERE id = ?",
            [id.as_bytes()],
            |row| Ok([row.get(0)?, row.get(1)?, row.get::<_, Option<Vec<u8>>>(2)?]),
        )
        .optional()?
        .ok_or("there is no secret with this ID")?;
    let mut parts = Vec::new();
    for (column, sealed) in
        [Column::Content, Column::PrivateKey, Column::LockedInput].into_iter().zip(&sealed)
    {
        let Some(sealed) = sealed else { continue };
        let plain = vault.open_sealed(id, column, sealed).ok_or(WRONG_KEY)?;
        parts.push(Zeroizing::new(std::str::from_utf8(&plain)?.to_owned()));
    }
    Ok(parts)
}

const WRONG_KEY: &str = "the master key is not the one that this database was made with";

/// Mode 0700: for this user only.
pub fn make_data_dir(data_dir: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(data_dir)
}

fn connect(data_dir: &Path) -> Result<Connection, Box<dyn Error>> {
    let in_data_dir = |error: &dyn Error| format!("{}: {error}", data_dir.display());
    make_data_dir(data_dir).map_err(|error| in_data_dir(&error))?;
    make_private(data_dir).map_err(|error| in_data_dir(&error))?;
    let mut connection = Connection::open(data_dir.join("secrets.db"))?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // With the WAL the default would lose the last transactions in a power failure.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Deleted data is overwritten.
    connection.pragma_update(None, "secure_delete", true)?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// Creates the database before SQLite does, and closes one that others can read, as an earlier
/// version left it. SQLite gives its other files the same mode.
fn make_private(data_dir: &Path) -> io::Result<()> {
    let path = data_dir.join("secrets.db");
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => return made.map(|_| ()),
    }
    for file in ["secrets.db", "secrets.db-wal", "secrets.db-shm"] {
        let path = data_dir.join(file);
        match fs::metadata(&path) {
            Ok(metadata) if metadata.permissions().mode() & 0o077 != 0 => {
                fs::set_permissions(&path, Permissions::from_mode(0o600))?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn migrate(connection: &mut Connection) -> Result<(), Box<dyn Error>> {
    let version = |connection: &Connection| -> rusqlite::Result<i64> {
        connection.pragma_query_value(None, "user_version", |row| row.get(0))
    };
    let newest = i64::try_from(MIGRATIONS.len())?;
    if version(connection)? == newest {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    let from = version(&transaction)?;
    if from > newest {
        return Err("this database is of a later version of this program".into());
    }
    for migration in MIGRATIONS.iter().skip(usize::try_from(from)?) {
        transaction.execute_batch(migration)?;
    }
    cut_long_names(&transaction)?;
    transaction.pragma_update(None, "user_version", newest)?;
    Ok(transaction.commit()?)
}

/// Version 1 stored names of any length.
fn cut_long_names(transaction: &Transaction<'_>) -> Result<(), Box<dyn Error>> {
    let long: Vec<(Vec<u8>, String)> = transaction
        .prepare("SELECT id, metadata FROM secrets WHERE length(metadata) > 32768")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (id, metadata) in long {
        let mut metadata: Value = serde_json::from_str(&metadata)?;
        for name in ["subject", "issuer"] {
            if let Value::String(name) = &mut metadata[name] {
                crate::material::cut_name(name);
            }
        }
        let update = "UPDATE secrets SET metadata = ? WHERE id = ?";
        transaction.execute(update, params![metadata.to_string(), id])?;
    }
    Ok(())
}

/// A sealed empty value that only the right key opens. Without it, a wrong key would go unnoticed
/// until a secret is needed.
fn check_key(connection: &mut Connection, vault: &Vault) -> Result<(), Box<dyn Error>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let sealed: Option<Vec<u8>> =
        transaction.query_row("SELECT sealed FROM key_check", [], |row| row.get(0)).optional()?;
    match sealed {
        Some(sealed) => {
            vault.open_sealed(Uuid::nil(), Column::Check, &sealed).ok_or(WRONG_KEY)?;
        }
        None => {
            let sealed = vault.seal(Uuid::nil(), Column::Check, b"");
            transaction.execute("INSERT INTO key_check (only, sealed) VALUES (1, ?)", [sealed])?;
        }
    }
    Ok(transaction.commit()?)
}

fn summary(row: &Row<'_>) -> rusqlite::Result<Summary> {
    Ok(Summary {
        id: Uuid::from_bytes(row.get(0)?),
        name: row.get(1)?,
        certificate_type: row.get(2)?,
        collection_id: row.get::<_, Option<[u8; 16]>>(3)?.map(Uuid::from_bytes),
        metadata: row.get(4)?,
        ends: row.get(5)?,
    })
}

/// Waiting writes, by account.
#[derive(Default)]
struct Writes {
    queue: Mutex<VecDeque<(Account, VecDeque<Write>)>>,
    is_new: Condvar,
}

struct Write {
    account: Account,
    bytes: usize,
    change: Change,
    reply: oneshot::Sender<Result<bool, StoreError>>,
}

enum Change {
    Insert { secret: Box<NewSecret>, secrets_per_account: u32 },
    Delete { id: Uuid },
}

impl Writes {
    /// Whether a row was changed.
    async fn run(
        &self,
        account: Account,
        bytes: usize,
        change: Change,
    ) -> Result<bool, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.push(Write { account, bytes, change, reply });
        answer.await.unwrap_or(Err(StoreError::Failed))
    }

    fn push(&self, write: Write) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        match queue.iter_mut().find(|(account, _)| *account == write.account) {
            Some((_, writes)) => writes.push_back(write),
            None => queue.push_back((write.account.clone(), [write].into())),
        }
        drop(queue);
        self.is_new.notify_one();
    }

    /// One write of each account in turn.
    fn take(&self) -> Vec<Write> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        while queue.is_empty() {
            queue = self.is_new.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < MOST_WRITES && bytes < MOST_BYTES {
            let Some((account, mut writes)) = queue.pop_front() else { break };
            let write = writes.pop_front();
            if !writes.is_empty() {
                queue.push_back((account, writes));
            }
            let Some(write) = write else { continue };
            bytes += write.bytes;
            batch.push(write);
        }
        batch
    }

    /// Never returns: the thread ends with the process.
    fn work(&self, mut connection: Connection) {
        loop {
            let batch = self.take();
            let outcomes = write_batch(&mut connection, &batch).unwrap_or_else(|error| {
                failed(&error);
                Vec::new()
            });
            for (write, outcome) in batch.into_iter().zip(outcomes) {
                // The client may be gone. Dropping this reports a failure if there is no outcome.
                let _ = write.reply.send(outcome);
            }
        }
    }
}

fn write_batch(
    connection: &mut Connection,
    batch: &[Write],
) -> rusqlite::Result<Vec<Result<bool, StoreError>>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let outcomes = batch.iter().map(|write| match &write.change {
        Change::Insert { secret, secrets_per_account } => {
            insert(&transaction, secret, *secrets_per_account)
        }
        Change::Delete { id } => delete(&transaction, &write.account, *id).map(Ok),
    });
    let outcomes = outcomes.collect::<rusqlite::Result<_>>()?;
    transaction.commit()?;
    Ok(outcomes)
}

/// Checks, then writes a secret in one statement. An SQLite error fails the whole batch, which is
/// rolled back: some errors end the transaction on their own.
fn insert(
    transaction: &Transaction<'_>,
    secret: &NewSecret,
    secrets_per_account: u32,
) -> rusqlite::Result<Result<bool, StoreError>> {
    let Shown { summary, details, notes } = &secret.shown;
    let account = &*secret.account;
    let exists: bool = transaction
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM secrets WHERE account = ? AND name = ?)")?
        .query_row(params![account, summary.name], |row| row.get(0))?;
    if exists {
        return Ok(Err(StoreError::NameExists));
    }
    let has_room: bool = transaction
        .prepare_cached("SELECT secrets < ? FROM accounts WHERE name = ?")?
        .query_row(params![secrets_per_account, account], |row| row.get(0))?;
    if !has_room {
        return Ok(Err(StoreError::PlanLimit));
    }
    // A trigger counts it for the account.
    transaction
        .prepare_cached(
            "INSERT INTO secrets (id, account, name, certificate_type, collection_id, metadata,
                                  ends, details, notes,
                                  content, private_key, passphrase, locked_input)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            summary.id.as_bytes(),
            account,
            summary.name,
            summary.certificate_type,
            summary.collection_id.as_ref().map(Uuid::as_bytes),
            summary.metadata,
            summary.ends,
            details,
            notes,
            secret.content,
            secret.private_key,
            secret.passphrase,
            secret.locked_input,
        ])?;
    Ok(Ok(true))
}

fn delete(transaction: &Transaction<'_>, account: &str, id: Uuid) -> rusqlite::Result<bool> {
    let delete = "DELETE FROM secrets WHERE id = ? AND account = ?";
    Ok(transaction.prepare_cached(delete)?.execute(params![id.as_bytes(), account])? > 0)
}

/// Copies the write-ahead log into the database in the background. Never returns.
fn checkpoint_often(database: &Connection, log: &PathBuf) {
    const LONG: u64 = 4 << 20;
    loop {
        thread::sleep(Duration::from_millis(250));
        if fs::metadata(log).is_ok_and(|log| log.len() > LONG) {
            let done = database.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
            if let Err(error) = done {
                failed(&error);
            }
        }
    }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// SQLite's error texts name columns and files, never values.
fn failed(error: &dyn Error) -> StoreError {
    tracing::error!(%error, "the store failed");
    StoreError::Failed
}
