//! A secrets API that takes certificates in any form, on top of `anycert`.
//!
//! Start with `material.rs`: what a server does with the library. Then `parse_pool.rs` for where
//! that runs, `api.rs` for the HTTP around it, `store.rs` and `crypto.rs` for what is kept.

mod answer;
mod api;
mod config;
mod crypto;
mod material;
mod page;
mod parse_pool;
mod request;
mod store;

use config::Config;
use std::{env, error::Error, io, process::ExitCode, time::Duration};
use tokio::{net::TcpListener, signal::unix, sync::oneshot, time};
use uuid::Uuid;

const USAGE: &str = "usage: secrets-api [serve | token new [ACCOUNT] | reveal ID]

  serve                 the server (this is what runs without an argument)
  token new [ACCOUNT]   makes a bearer token, prints it once and keeps only its hash
  reveal ID             prints what is stored under ID: certificates, then the private key

The settings are environment variables: see README.md.";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments[..] {
        [] | ["serve"] => serve(),
        ["token", "new"] => new_token("default"),
        ["token", "new", account] => new_token(account),
        ["reveal", id] => reveal(id),
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

fn new_token(account: &str) -> Result<(), Box<dyn Error>> {
    let config = Config::from_environment()?;
    let token = crypto::new_token();
    store::add_token(&config.data_dir, account, &crypto::token_hash(&token))?;
    println!("{}", *token);
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
    let config = Config::from_environment()?;
    let vault = crypto::Vault::open(&config)?;
    let store = store::Store::open(&config.data_dir, &vault)?;
    if !store.has_tokens()? {
        tracing::warn!("nobody can log in yet: make a token with `cargo run -- token new`");
    }
    let listener = TcpListener::bind(config.address).await?;
    let address = listener.local_addr()?;
    tracing::info!(%address, "listening");

    // Requests under way are finished; each is bounded by its own timeout, and a connection that
    // never completes one by this.
    let patience = config.request_timeout + Duration::from_secs(5);
    let (stopping, stop_begun) = oneshot::channel();
    let mut terminate = unix::signal(unix::SignalKind::terminate())?;
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        tracing::info!("stopping");
        let _ = stopping.send(());
    };
    let router = api::router(config, vault, store);
    let server = axum::serve(listener, router).with_graceful_shutdown(stop);
    tokio::select! {
        ended = server.into_future() => ended?,
        () = async { let _ = stop_begun.await; time::sleep(patience).await } => {}
    }
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
