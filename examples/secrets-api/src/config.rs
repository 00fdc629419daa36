//! The settings, all from the environment, each with a default that works on a laptop.

use std::{
    env, error::Error, net::SocketAddr, path::PathBuf, str::FromStr, thread, time::Duration,
};
use zeroize::Zeroizing;

pub struct Config {
    pub address: SocketAddr,
    pub data_dir: PathBuf,
    /// Base64 of 32 bytes; without it a key file is made in `data_dir`.
    pub master_key: Option<Zeroizing<String>>,
    pub secrets_per_account: u32,
    /// Of a request's body. What is in it can only be shorter.
    pub body_bytes: usize,
    pub request_timeout: Duration,
    /// Requests that are being read or answered, and how many may wait for each lane of the parse
    /// pool. Beyond either the answer is 503.
    pub queue: usize,
    pub cores: usize,
}

impl Config {
    pub fn from_environment() -> Result<Config, Box<dyn Error>> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let timeout = variable("SECRETS_API_TIMEOUT_SECONDS", 60)?;
        Ok(Config {
            address: variable("SECRETS_API_ADDRESS", SocketAddr::from(([127, 0, 0, 1], 8080)))?,
            data_dir: variable("SECRETS_API_DATA", PathBuf::from("data"))?,
            master_key: env::var("SECRETS_API_KEY").ok().map(Zeroizing::new),
            secrets_per_account: variable("SECRETS_API_PLAN_LIMIT", 1000)?,
            body_bytes: variable("SECRETS_API_BODY_BYTES", 2 << 20)?,
            request_timeout: Duration::from_secs(timeout),
            queue: variable("SECRETS_API_QUEUE", 256)?,
            cores,
        })
    }
}

fn variable<T: FromStr>(name: &str, default: T) -> Result<T, String> {
    match env::var(name) {
        Ok(text) => text.parse().map_err(|_| format!("{name} is not understood")),
        Err(_) => Ok(default),
    }
}
