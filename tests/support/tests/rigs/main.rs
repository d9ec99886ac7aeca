//! The rigs themselves, tried before anything is tried on them.

mod browser;
mod postgres;
mod process;
mod smtp;
