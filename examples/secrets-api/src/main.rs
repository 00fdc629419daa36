//! A secrets API that takes certificates in any form, on top of `anycert`.
//!
//! Start with `material.rs`: what a server does with the library. Then `parse_pool.rs` for the
//! threads, `api.rs` for HTTP, `store.rs` and `crypto.rs` for storage.

mod answer;
mod api;
mod budget;
mod config;
mod connections;
mod crypto;
mod lane;
mod material;
mod name;
mod page;
mod parse_pool;
mod request;
mod store;

use config::Config;
use std::{alloc::System, env, error::Error, io, process::ExitCode, sync::Arc};
use tokio::{net::TcpListener, signal::unix};
use uuid::Uuid;
use zeroizing_alloc::ZeroAlloc;

/// Wipes all memory when it is freed: a request passes through buffers of hyper and serde, which do
/// not wipe them.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

const USAGE: &str = "usage: secrets-api [COMMAND]

  serve                 runs the server (this is what happens without a command)
  token new [ACCOUNT]   makes a bearer token, prints it once and keeps only its hash
  token list            lists the tokens: ID, account, when it was made
  token revoke ID       takes a token back, at once
  reveal ID             prints what is stored under ID: certificates, then the private key

The settings are environment variables: see README.md.";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    close_to_others();
    let outcome = match arguments[..] {
        [] | ["serve"] => serve(),
        ["token", "new"] => new_token("default"),
        ["token", "new", account] => new_token(account),
        ["token", "list"] => list_tokens(),
        ["token", "revoke", id] => revoke_token(id),
        ["reveal", id] => reveal(id),
        ["help" | "-h" | "--help"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Files are created for this user only, and core dumps are off.
fn close_to_others() {
    use rustix::{
        fs::Mode,
        process::{Resource, Rlimit, setrlimit, umask},
    };
    umask(Mode::from_raw_mode(0o077));
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let _ = setrlimit(Resource::Core, none);
}

fn new_token(account: &str) -> Result<(), Box<dyn Error>> {
    if account.is_empty() || account.len() > 255 || account.chars().any(char::is_control) {
        return Err("an account is a name of 1 to 255 bytes without control characters".into());
    }
    let config = Config::from_environment()?;
    let token = crypto::new_token();
    let hash = crypto::token_hash(&token);
    store::add_token(&config.data_dir, account, &hash)?;
    eprintln!("token {} of the account `{account}`, not shown again:", store::token_id(&hash));
    println!("{}", *token);
    Ok(())
}

fn list_tokens() -> Result<(), Box<dyn Error>> {
    let config = Config::from_environment()?;
    for store::Token { id, account, created } in store::tokens(&config.data_dir)? {
        let created = created.as_deref().unwrap_or("unknown");
        println!("{id}  {created:16}  {account}");
    }
    Ok(())
}

fn revoke_token(id: &str) -> Result<(), Box<dyn Error>> {
    let config = Config::from_environment()?;
    let account = store::revoke_token(&config.data_dir, id)?;
    println!("token {id} of the account `{account}` is revoked");
    Ok(())
}

fn reveal(id: &str) -> Result<(), Box<dyn Error>> {
    let config = Config::from_environment()?;
    let id = Uuid::parse_str(id).map_err(|_| "the ID is not a UUID")?;
    let vault = crypto::Vault::open(&config)?;
    for pem in store::reveal(&config.data_dir, &vault, id)? {
        print!("{}", *pem);
    }
    Ok(())
}

#[tokio::main]
async fn serve() -> Result<(), Box<dyn Error>> {
    log_as_json();
    let config = Arc::new(Config::from_environment()?);
    let listener = TcpListener::bind(&config.address).await.map_err(|error| {
        let address = &config.address;
        format!("SECRETS_API_ADDRESS: the server cannot listen on `{address}`: {error}")
    })?;
    let vault = crypto::Vault::open(&config)?;
    let store = store::Store::open(&config.data_dir, &vault)?;
    if !store.has_tokens()? {
        tracing::warn!("there are no tokens yet: create one with `cargo run -- token new`");
    }
    let address = listener.local_addr()?;
    tracing::info!(%address, "listening");

    let mut terminate = unix::signal(unix::SignalKind::terminate())?;
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        tracing::info!("stopping");
    };
    let router = api::router(config.clone(), vault, store)?;
    connections::serve(listener, router, &config, stop).await;
    tracing::info!("stopped");
    Ok(())
}

/// One JSON object per line on standard error. Only this program's own events at INFO and above:
/// what a library logs in detail could contain a request.
fn log_as_json() {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_max_level(tracing::Level::INFO)
        .with_writer(io::stderr)
        .init();
}
