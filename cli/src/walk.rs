//! Walking folders.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

#[derive(Default)]
pub(crate) struct Walk {
    /// In the order in which they were found, the files of a folder by name.
    pub(crate) files: Vec<PathBuf>,
    /// Folders that cannot be listed, broken links, and named paths that are neither a file nor a
    /// folder.
    pub(crate) unreadable: Vec<(PathBuf, io::Error)>,
}

/// What a walk skips.
pub(crate) struct Rules<'a> {
    /// Links that were named on the command line are always followed.
    pub(crate) follow_links: bool,
    /// Decides for files, and for folders with all of their contents.
    pub(crate) is_skipped: &'a dyn Fn(&Path) -> bool,
}

/// All files in `paths` and below. No file or folder is visited twice, so a link to a parent folder
/// does not loop.
pub(crate) fn walk(paths: &[PathBuf], rules: &Rules<'_>, stop: &AtomicBool) -> Walk {
    let mut walk = Walk::default();
    let mut visited = HashSet::new();
    // An explicit stack: folders may be nested deeper than the thread's stack allows.
    let mut open: Vec<(PathBuf, bool)> =
        paths.iter().rev().map(|path| (path.clone(), true)).collect();
    while let Some((path, was_named)) = open.pop() {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        if (rules.is_skipped)(&path) || (!was_named && !rules.follow_links && path.is_symlink()) {
            continue;
        }
        match visit(&path, &mut visited) {
            Ok(Kind::File) => walk.files.push(path),
            Ok(Kind::Folder) => {
                let mut inside = inside(&path, &mut walk.unreadable);
                inside.sort_unstable_by(|one, other| other.cmp(one));
                open.extend(inside.into_iter().map(|path| (path, false)));
            }
            Ok(Kind::Visited) => {}
            Ok(Kind::Other) if was_named => {
                let error = io::Error::new(io::ErrorKind::InvalidInput, "not a file or a folder");
                walk.unreadable.push((path, error));
            }
            Ok(Kind::Other) => {}
            Err(error) => walk.unreadable.push((path, error)),
        }
    }
    walk
}

enum Kind {
    File,
    Folder,
    Visited,
    /// A socket, a device or a pipe: reading one may never end.
    Other,
}

fn visit(path: &Path, visited: &mut HashSet<PathBuf>) -> io::Result<Kind> {
    let kind = fs::metadata(path)?.file_type();
    Ok(match () {
        () if !kind.is_file() && !kind.is_dir() => Kind::Other,
        () if !visited.insert(fs::canonicalize(path)?) => Kind::Visited,
        () if kind.is_file() => Kind::File,
        () => Kind::Folder,
    })
}

/// The entries of a folder, as many as can be listed.
fn inside(folder: &Path, unreadable: &mut Vec<(PathBuf, io::Error)>) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    match fs::read_dir(folder) {
        Ok(entries) => {
            for entry in entries {
                match entry {
                    Ok(entry) => paths.push(entry.path()),
                    Err(error) => unreadable.push((folder.into(), error)),
                }
            }
        }
        Err(error) => unreadable.push((folder.into(), error)),
    }
    paths
}
