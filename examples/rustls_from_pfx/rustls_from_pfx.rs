//! A rustls server whose certificate and key come from one file: a PFX, PEM, or any other form.
//!
//! ```text
//! PASSPHRASE='correct horse 7F' cargo run -p rustls_from_pfx -- testdata/pkcs12/openssl3-default.p12
//! curl --insecure https://localhost:8443
//! ```

use anycert::Parser;
use rustls::{ServerConfig, ServerConnection, Stream};
use std::{
    env,
    error::Error,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::ExitCode,
    sync::Arc,
};

fn main() -> ExitCode {
    match listen() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn listen() -> Result<(), Box<dyn Error>> {
    let file = fs::read(env::args_os().nth(1).ok_or("name a file")?)?;
    let passphrase = env::var("PASSPHRASE").ok();
    let config = server_config(&file, passphrase.as_deref())?;
    serve(&TcpListener::bind(("localhost", 8443))?, &Arc::new(config));
    Ok(())
}

/// Reads the certificate chain and the private key, and gives them to rustls.
pub(crate) fn server_config(
    file: &[u8],
    passphrase: Option<&str>,
) -> Result<ServerConfig, Box<dyn Error>> {
    let bundle = Parser::new().passphrase(passphrase).parse(file)?;
    let identity = bundle.into_identity()?;
    Ok(ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(identity.certificate_chain, identity.private_key)?)
}

/// Greets each caller, until the program is stopped.
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
