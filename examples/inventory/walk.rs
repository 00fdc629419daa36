//! Which files there are.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

#[derive(Default)]
pub(crate) struct Walk {
    /// As they were come by, the files of a folder in the order of their names.
    pub(crate) files: Vec<PathBuf>,
    /// Folders that cannot be listed, and names that lead nowhere.
    pub(crate) unreadable: Vec<(PathBuf, io::Error)>,
}

/// All files in `paths` and below. Links are followed, and no file or folder is visited twice, so
/// a link to a folder above ends there.
pub(crate) fn walk(paths: &[PathBuf], stop: &AtomicBool) -> Walk {
    let mut walk = Walk::default();
    let mut visited = HashSet::new();
    // A stack and no recursion: folders nest deeper than a thread's stack.
    let mut open: Vec<PathBuf> = paths.iter().rev().cloned().collect();
    while let Some(path) = open.pop() {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        match visit(&path, &mut visited) {
            Ok(Kind::File) => walk.files.push(path),
            Ok(Kind::Folder(mut inside)) => {
                inside.sort_unstable_by(|one, other| other.cmp(one));
                open.append(&mut inside);
            }
            Ok(Kind::Neither) => {}
            Err(error) => walk.unreadable.push((path, error)),
        }
    }
    walk
}

enum Kind {
    File,
    Folder(Vec<PathBuf>),
    /// Visited before, or a socket, a device, a pipe: reading those may never end.
    Neither,
}

fn visit(path: &Path, visited: &mut HashSet<PathBuf>) -> io::Result<Kind> {
    let kind = fs::metadata(path)?.file_type();
    if !(kind.is_file() || kind.is_dir()) || !visited.insert(fs::canonicalize(path)?) {
        return Ok(Kind::Neither);
    }
    if kind.is_file() {
        return Ok(Kind::File);
    }
    let inside = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path()));
    inside.collect::<io::Result<_>>().map(Kind::Folder)
}
