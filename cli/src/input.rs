//! Reading files.

use crate::command_line::Source;
use std::{
    fs::File,
    io::{self, IsTerminal, Read},
    path::Path,
};
use zeroize::Zeroizing;

/// The most that is read of a file: the library's own limit of 16 MiB. The complete roots of every
/// trust program are a fiftieth of it.
pub(crate) const MOST_BYTES: u64 = 16 << 20;

/// All of `source`, or one byte more than [`MOST_BYTES`], which the library then rejects.
pub(crate) fn read(source: &Source) -> io::Result<Zeroizing<Vec<u8>>> {
    match source {
        Source::File(path) => whole(path),
        Source::StandardInput => {
            if io::stdin().is_terminal() {
                eprintln!("Paste the certificate, then end the input (Ctrl-D).");
            }
            let mut bytes = Zeroizing::new(Vec::new());
            io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
            Ok(bytes)
        }
    }
}

fn whole(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let file = File::open(path)?;
    let mut bytes = with_room(file.metadata()?.len().min(MOST_BYTES) + 1);
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A buffer of the final size: a buffer that grows leaves copies of keys in freed memory.
pub(crate) fn with_room(bytes: u64) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(Vec::with_capacity(bytes.try_into().unwrap_or(0)))
}
