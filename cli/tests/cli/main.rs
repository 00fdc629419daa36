//! The program `anycert` from outside: arguments in, texts, files and exit codes out.

mod command_line;
mod convert;
mod keys;
mod list;
mod matching;
mod readme;
mod show;
