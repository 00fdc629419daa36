//! SQLite: accounts, hashes of tokens, and secrets with their sealed columns.
//!
//! One thread writes. It takes all insertions that wait into one transaction, so that many
//! clients share one wait for the disk, and nobody is answered 201 before the disk has it.

use crate::crypto::{Column, Vault};
use rusqlite::{
    Connection, OptionalExtension, Row, Transaction, TransactionBehavior, named_params, params,
};
use std::{
    error::Error,
    fs::DirBuilder,
    io,
    os::unix::fs::DirBuilderExt,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};
use tokio::{
    sync::{mpsc, oneshot},
    task,
};
use uuid::Uuid;
use zeroize::Zeroizing;

const SCHEMA: &str = include_str!("schema.sql");
const MOST_IN_ONE_TRANSACTION: usize = 64;

/// What the API answers of a secret.
#[derive(Clone)]
pub struct Summary {
    pub id: Uuid,
    pub name: String,
    pub certificate_type: String,
    pub collection_id: Option<Uuid>,
    /// The four facts as JSON.
    pub metadata: String,
}

/// A secret to be kept: the summary, and what nobody may read.
pub struct NewSecret {
    pub account: String,
    pub summary: Summary,
    /// Seconds since 1970.
    pub ends: Option<i64>,
    pub content: Vec<u8>,
    pub private_key: Option<Vec<u8>>,
    pub passphrase: Option<Vec<u8>>,
    pub locked_input: Option<Vec<u8>>,
}

pub enum StoreError {
    /// The account has a secret of this name.
    NameExists,
    /// The account has as many secrets as it may.
    PlanLimit,
    /// SQLite or the disk. It is logged where it happens.
    Failed,
}

/// Which secrets to list, soonest end first, those without an end last.
pub struct Listing {
    pub ends_before: Option<i64>,
    pub after: Option<Uuid>,
    pub limit: u32,
}

#[derive(Clone)]
pub struct Store {
    insertions: mpsc::Sender<Insertion>,
    reader: Arc<Mutex<Connection>>,
}

struct Insertion {
    secret: NewSecret,
    secrets_per_account: u32,
    reply: oneshot::Sender<Result<(), StoreError>>,
}

impl Store {
    /// Opens or makes the database, and proves that `vault` has the key it was made with.
    pub fn open(data_dir: &Path, vault: &Vault) -> Result<Store, Box<dyn Error>> {
        let mut writer = connect(data_dir)?;
        check_key(&mut writer, vault)?;
        let reader = Arc::new(Mutex::new(connect(data_dir)?));
        let (insertions, queue) = mpsc::channel(MOST_IN_ONE_TRANSACTION);
        thread::Builder::new().name("writer".into()).spawn(move || write_all(writer, queue))?;
        Ok(Store { insertions, reader })
    }

    pub fn has_tokens(&self) -> Result<bool, rusqlite::Error> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.query_row("SELECT EXISTS (SELECT 1 FROM tokens)", [], |row| row.get(0))
    }

    /// Keeps a secret, for good once this returns.
    pub async fn insert(
        &self,
        secret: NewSecret,
        secrets_per_account: u32,
    ) -> Result<(), StoreError> {
        let (reply, answer) = oneshot::channel();
        let insertion = Insertion { secret, secrets_per_account, reply };
        self.insertions.send(insertion).await.map_err(|_| StoreError::Failed)?;
        answer.await.unwrap_or(Err(StoreError::Failed))
    }

    /// Whose token has this hash.
    pub async fn account_of(&self, token_hash: [u8; 32]) -> Result<Option<String>, StoreError> {
        self.read(move |reader| {
            reader
                .prepare_cached("SELECT account FROM tokens WHERE hash = ?")?
                .query_row([token_hash], |row| row.get(0))
                .optional()
        })
        .await
    }

    pub async fn find(&self, account: String, id: Uuid) -> Result<Option<Summary>, StoreError> {
        self.read(move |reader| {
            reader
                .prepare_cached(
                    "SELECT id, name, certificate_type, collection_id, metadata
                     FROM secrets WHERE id = ? AND account = ?",
                )?
                .query_row(params![id.as_bytes(), account], summary)
                .optional()
        })
        .await
    }

    pub async fn list(
        &self,
        account: String,
        listing: Listing,
    ) -> Result<Vec<Summary>, StoreError> {
        self.read(move |reader| {
            reader
                .prepare_cached(
                    "SELECT id, name, certificate_type, collection_id, metadata
                     FROM secrets
                     WHERE account = :account AND ends <= :ends_before
                       AND (:after IS NULL OR (ends, id) > (SELECT ends, id FROM secrets
                                                            WHERE id = :after AND account = :account))
                     ORDER BY ends, id LIMIT :limit",
                )?
                .query_map(
                    named_params! {
                        ":account": account,
                        ":ends_before": listing.ends_before.unwrap_or(i64::MAX),
                        ":after": listing.after.as_ref().map(Uuid::as_bytes),
                        ":limit": listing.limit,
                    },
                    summary,
                )?
                .collect()
        })
        .await
    }

    pub async fn is_well(&self) -> bool {
        self.read(|reader| reader.query_row("SELECT 1", [], |_| Ok(()))).await.is_ok()
    }

    async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let reader = self.reader.clone();
        let query = move || query(&reader.lock().unwrap_or_else(PoisonError::into_inner));
        match task::spawn_blocking(query).await {
            Ok(Ok(found)) => Ok(found),
            Ok(Err(error)) => Err(failed(&error)),
            Err(error) => Err(failed(&error)),
        }
    }
}

/// For the command line: a token of `account`, which is made if need be.
pub fn add_token(
    data_dir: &Path,
    account: &str,
    token_hash: &[u8; 32],
) -> Result<(), Box<dyn Error>> {
    let mut connection = connect(data_dir)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute("INSERT OR IGNORE INTO accounts (name) VALUES (?)", [account])?;
    transaction.execute(
        "INSERT INTO tokens (hash, account) VALUES (?, ?)",
        params![token_hash.as_slice(), account],
    )?;
    Ok(transaction.commit()?)
}

/// For the command line: the certificates, the private key, and what was sent of a locked one.
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

/// For this user only.
pub fn make_data_dir(data_dir: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(data_dir)
}

fn connect(data_dir: &Path) -> Result<Connection, Box<dyn Error>> {
    make_data_dir(data_dir)?;
    let connection = Connection::open(data_dir.join("secrets.db"))?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // With the WAL the default would lose the last transactions in a power failure.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.execute_batch(SCHEMA)?;
    Ok(connection)
}

/// A sealed empty value that only the right key opens: without it a wrong one would go unnoticed
/// until somebody needs a secret.
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
    })
}

fn write_all(mut connection: Connection, mut queue: mpsc::Receiver<Insertion>) {
    let mut batch = Vec::new();
    while queue.blocking_recv_many(&mut batch, MOST_IN_ONE_TRANSACTION) > 0 {
        let outcomes = write_batch(&mut connection, &batch).unwrap_or_else(|error| {
            failed(&error);
            Vec::new()
        });
        for (insertion, outcome) in batch.drain(..).zip(outcomes) {
            // The client may be gone. One without an outcome is told of a failure as this drops.
            let _ = insertion.reply.send(outcome);
        }
    }
}

fn write_batch(
    connection: &mut Connection,
    batch: &[Insertion],
) -> rusqlite::Result<Vec<Result<(), StoreError>>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let outcomes = batch.iter().map(|insertion| write(&transaction, insertion));
    let outcomes = outcomes.collect::<rusqlite::Result<_>>()?;
    transaction.commit()?;
    Ok(outcomes)
}

/// Looks, then writes everything of one secret in one statement. A failure of SQLite fails the
/// whole batch, which is then undone: some of them end the transaction by themselves.
fn write(
    transaction: &Transaction<'_>,
    insertion: &Insertion,
) -> rusqlite::Result<Result<(), StoreError>> {
    let Insertion { secret, secrets_per_account, .. } = insertion;
    let exists: bool = transaction
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM secrets WHERE account = ? AND name = ?)")?
        .query_row(params![secret.account, secret.summary.name], |row| row.get(0))?;
    if exists {
        return Ok(Err(StoreError::NameExists));
    }
    let has_room: bool = transaction
        .prepare_cached("SELECT secrets < ? FROM accounts WHERE name = ?")?
        .query_row(params![*secrets_per_account, secret.account], |row| row.get(0))?;
    if !has_room {
        return Ok(Err(StoreError::PlanLimit));
    }
    insert(transaction, secret).map(Ok)
}

fn insert(transaction: &Transaction<'_>, secret: &NewSecret) -> rusqlite::Result<()> {
    // A trigger counts it in its account.
    transaction
        .prepare_cached(
            "INSERT INTO secrets (id, account, name, certificate_type, collection_id, metadata,
                                  ends, content, private_key, passphrase, locked_input)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            secret.summary.id.as_bytes(),
            secret.account,
            secret.summary.name,
            secret.summary.certificate_type,
            secret.summary.collection_id.as_ref().map(Uuid::as_bytes),
            secret.summary.metadata,
            secret.ends.unwrap_or(i64::MAX),
            secret.content,
            secret.private_key,
            secret.passphrase,
            secret.locked_input,
        ])?;
    Ok(())
}

/// The texts of SQLite name columns and files, never values.
fn failed(error: &dyn Error) -> StoreError {
    tracing::error!(%error, "the store failed");
    StoreError::Failed
}
