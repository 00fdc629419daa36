//! Where the result goes.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
};

/// Writes to standard output. Binary data is not shown on a terminal.
pub(super) fn to_standard_output(bytes: &[u8], is_text: bool) -> io::Result<()> {
    if !is_text && io::stdout().is_terminal() {
        return Err(io::Error::other(
            "binary data is not shown on a terminal: name a file with --out",
        ));
    }
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Writes a file that others see whole or not at all: it gets its name last.
pub(super) fn to_file(path: &Path, bytes: &[u8], is_secret: bool, force: bool) -> io::Result<()> {
    if !force && path.symlink_metadata().is_ok() {
        return Err(io::Error::other("the file exists: replace it with --force"));
    }
    // A device or a pipe would be replaced by a file.
    if path.metadata().is_ok_and(|found| !found.is_file()) {
        return Err(io::Error::other("this is not a regular file: name another one"));
    }
    let unfinished = unfinished(path)?;
    // If it exists, it is not ours.
    let mut file = create(&unfinished, is_secret)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| {
        if force { fs::rename(&unfinished, path) } else { to_new_name(&unfinished, path) }
    });
    // After a rename it is gone.
    let _ = fs::remove_file(&unfinished);
    written
}

/// A link fails if the name was taken meanwhile; renaming would replace it. FAT has no links.
fn to_new_name(unfinished: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(unfinished, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::rename(unfinished, path),
        linked => linked,
    }
}

/// A name beside `path` that no other process has.
fn unfinished(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| io::Error::other("this is a folder"))?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}", std::process::id()));
    Ok(path.with_file_name(hidden))
}

fn create(path: &Path, is_secret: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if is_secret {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = is_secret;
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::{to_file, unfinished};
    use std::fs;

    #[test]
    fn files_of_others_and_devices_are_kept() {
        let folder = std::env::temp_dir().join(format!("anycert-output-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("out.pem");
        let other = unfinished(&path).unwrap();
        fs::write(&other, "kept").unwrap();
        assert!(to_file(&path, b"new", false, false).is_err());
        assert_eq!(fs::read(&other).unwrap(), b"kept");
        fs::remove_file(&other).unwrap();
        to_file(&path, b"new", false, false).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(!other.exists());
        assert!(to_file(&folder, b"new", false, true).is_err());
        #[cfg(unix)]
        {
            let device = folder.join("device");
            std::os::unix::fs::symlink("/dev/null", &device).unwrap();
            assert!(to_file(&device, b"new", false, true).is_err());
            assert!(device.is_symlink());
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
