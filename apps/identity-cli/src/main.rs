//! `identity`, the admin command: parse, call the use case, print.
//!
//! | module | what is in it |
//! |---|---|
//! | `arguments` | what can be typed |
//! | `commands` | a file for each noun: from what was typed to a use case and back to an answer |
//! | `refusal`, `exit` | everything that can go wrong: its words, and its exit code |
//! | `output` | an answer as tables for people or as one JSON document |
//! | `words` | the catalogues under `locales/` |
//! | `asking` | passwords and confirmations |
//! | `operator` | on whose word all of it happens |

mod arguments;
mod asking;
mod commands;
mod exit;
mod operator;
mod output;
mod progress;
mod refusal;
mod words;

use std::process::ExitCode;

use output::Output;
use words::Words;

fn main() -> ExitCode {
    let (cli, language) = match arguments::read() {
        Ok(read) => read,
        Err(told) => return output::usage(&told),
    };
    let words = Words::choose(language.as_deref());
    let output = Output::new(&words, cli.json);
    let exit = match commands::run(cli, &words) {
        Ok(answer) => output.answer(&answer),
        Err(refusal) => output.refusal(&refusal),
    };
    ExitCode::from(exit.code())
}
