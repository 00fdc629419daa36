//! The settings. All come from the environment, and each has a default that works on a laptop.

use std::{env, error::Error, path::PathBuf, str::FromStr, thread, time::Duration};
use zeroize::Zeroizing;

pub struct Config {
    /// `HOST:PORT`.
    pub address: String,
    pub data_dir: PathBuf,
    /// Base64 of 32 bytes. Without it a key file is created in `data_dir`.
    pub master_key: Option<Zeroizing<String>>,
    pub secrets_per_account: u32,
    /// The longest request body. Every field in it is shorter.
    pub body_bytes: usize,
    /// For the head of a request, and for an idle connection.
    pub head_timeout: Duration,
    /// For the body of a request. It must also not pause for a third of this.
    pub body_timeout: Duration,
    /// For a whole request.
    pub request_timeout: Duration,
    /// Requests that are read or answered at the same time.
    pub requests: usize,
    /// Bytes of request bodies and of lists that are in memory at the same time.
    pub bytes_in_flight: usize,
    /// Open connections. The oldest one without a request in progress is closed for a new one.
    pub connections: usize,
    pub cores: usize,
}

impl Config {
    pub fn from_environment() -> Result<Config, Box<dyn Error>> {
        let seconds = |name, default| variable(name, default).map(Duration::from_secs);
        let body_bytes = variable("SECRETS_API_BODY_BYTES", 2 << 20)?;
        Ok(Config {
            address: variable("SECRETS_API_ADDRESS", "127.0.0.1:8080".to_owned())?,
            data_dir: variable("SECRETS_API_DATA", PathBuf::from("data"))?,
            master_key: env::var("SECRETS_API_KEY").ok().map(Zeroizing::new),
            secrets_per_account: variable("SECRETS_API_PLAN_LIMIT", 1000)?,
            body_bytes,
            head_timeout: seconds("SECRETS_API_HEAD_SECONDS", 15)?,
            body_timeout: seconds("SECRETS_API_BODY_SECONDS", 30)?,
            request_timeout: seconds("SECRETS_API_TIMEOUT_SECONDS", 60)?,
            requests: variable("SECRETS_API_REQUESTS", 256)?,
            // A lower value would refuse the longest request.
            bytes_in_flight: variable("SECRETS_API_BYTES_IN_FLIGHT", 64 << 20)?
                .max(body_bytes.saturating_mul(2)),
            connections: variable("SECRETS_API_CONNECTIONS", 1000)?,
            cores: thread::available_parallelism().map_or(1, usize::from),
        })
    }
}

fn variable<T: FromStr>(name: &str, default: T) -> Result<T, String> {
    match env::var(name) {
        Ok(text) => text.parse().map_err(|_| format!("{name}: `{text}` is not a number")),
        Err(env::VarError::NotPresent) => Ok(default),
        Err(env::VarError::NotUnicode(_)) => Err(format!("{name} is not UTF-8")),
    }
}
