//! What the documents of this repository say about it, and that no test is left out.

mod floors;
mod promises;
mod test_files;
