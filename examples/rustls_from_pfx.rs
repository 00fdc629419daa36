//! A rustls server whose certificate and key come out of one file: a PFX, or PEM, or whatever a
//! user had.
//!
//! ```text
//! PASSPHRASE='correct horse 7F' cargo run --features rustls-pki-types \
//!     --example rustls_from_pfx -- testdata/pkcs12/openssl3-default.p12
//! curl --insecure https://localhost:8443
//! ```

use anycert::Parser;
use rustls::{ServerConfig, ServerConnection, Stream};
use std::{
    env,
    error::Error,
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::ExitCode,
    sync::Arc,
};

fn main() -> ExitCode {
    let file = env::args_os().nth(1).unwrap_or("FILE".into());
    match listen(&file) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // What `anycert` rejects comes with what to do about it.
            let help = error.downcast_ref().map_or("", anycert::Error::help);
            eprintln!(
                "{}: {error}{}{help}",
                file.display(),
                if help.is_empty() { "" } else { "; " }
            );
            ExitCode::FAILURE
        }
    }
}

fn listen(file: &OsStr) -> Result<(), Box<dyn Error>> {
    let config = server_config(&fs::read(file)?, env::var("PASSPHRASE").ok().as_deref())?;
    serve(&TcpListener::bind(("localhost", 8443))?, &Arc::new(config));
    Ok(())
}

/// All that it takes.
pub(crate) fn server_config(
    file: &[u8],
    passphrase: Option<&str>,
) -> Result<ServerConfig, Box<dyn Error>> {
    let mut parser = Parser::new();
    if let Some(passphrase) = passphrase {
        parser = parser.passphrase(passphrase);
    }
    let identity = parser.parse(file)?.into_identity()?;
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(identity.certificate_chain, identity.private_key)?;
    Ok(config)
}

/// Greets one caller after the other, for ever.
pub(crate) fn serve(listener: &TcpListener, config: &Arc<ServerConfig>) {
    for caller in listener.incoming() {
        if let Err(error) = caller.map_err(Into::into).and_then(|caller| greet(caller, config)) {
            eprintln!("{error}");
        }
    }
}

fn greet(mut caller: TcpStream, config: &Arc<ServerConfig>) -> Result<(), Box<dyn Error>> {
    let mut connection = ServerConnection::new(Arc::clone(config))?;
    let mut stream = Stream::new(&mut connection, &mut caller);
    for line in BufReader::new((&mut stream).take(4096)).lines() {
        if line?.is_empty() {
            break;
        }
    }
    stream.write_all(b"HTTP/1.0 200 OK\r\n\r\nhello\n")?;
    stream.conn.send_close_notify();
    Ok(stream.flush()?)
}
