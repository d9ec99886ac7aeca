//! Where measurements go: a JSON object per line, and the table of the document.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::json;

use crate::{
    figure::{Figure, Goal},
    machine::Machine,
    parts::Part,
    process::{machine_seconds, processor_seconds_of_all_ours},
};

const BEGIN: &str = "<!-- benches: begin -->";
const END: &str = "<!-- benches: end -->";
const HEAD: &str = "| Figure | Measured | Goal | |\n|---|---|---|---|\n";

/// The measurements of one run.
pub(crate) struct Report {
    machine: Machine,
    lines: File,
    file: PathBuf,
    sections: Vec<Section>,
    open: Option<Clock>,
}

struct Section {
    part: Part,
    figures: Vec<Figure>,
    notes: Vec<String>,
    others: Option<f64>,
}

/// Processor time when a part began.
struct Clock {
    ours: f64,
    busy: f64,
    all: f64,
}

impl Clock {
    fn read() -> Result<Self> {
        let (busy, all) = machine_seconds()?;
        Ok(Self { ours: processor_seconds_of_all_ours()?, busy, all })
    }

    /// The part of the machine's processor time since then that others took.
    fn others(&self) -> Result<f64> {
        let now = Self::read()?;
        let others = (now.busy - self.busy) - (now.ours - self.ours);
        Ok((others / (now.all - self.all)).max(0.0))
    }
}

impl Report {
    /// Begins one, in a new file of this directory.
    pub(crate) fn begin(directory: Option<PathBuf>) -> Result<Self> {
        let beside = || Some(std::env::current_exe().ok()?.parent()?.join("bench-results"));
        let directory = directory.or_else(beside).context("no place for results")?;
        fs::create_dir_all(&directory)?;
        let machine = Machine::this()?;
        let file = directory.join(format!("{}.jsonl", chrono::Utc::now().format("%Y%m%dT%H%M%SZ")));
        let mut lines = File::create(&file)?;
        writeln!(lines, "{}", serde_json::to_string(&machine)?)?;
        Ok(Self { machine, lines, file, sections: Vec::new(), open: None })
    }

    /// Begins a part; what is told from now on belongs to it.
    pub(crate) fn section(&mut self, part: Part) -> Result<()> {
        self.close_section()?;
        eprintln!("{}", part.title());
        self.sections.push(Section { part, figures: Vec::new(), notes: Vec::new(), others: None });
        self.open = Some(Clock::read()?);
        Ok(())
    }

    pub(crate) fn figure(&mut self, figure: impl Into<String>, unit: &'static str, repetitions: &[f64]) -> Result<()> {
        self.add(Figure::new(figure, unit, repetitions.to_vec()))
    }

    pub(crate) fn figure_with_goal(
        &mut self,
        figure: impl Into<String>,
        unit: &'static str,
        repetitions: &[f64],
        goal: Goal,
    ) -> Result<()> {
        self.add(Figure::new(figure, unit, repetitions.to_vec()).with_goal(goal))
    }

    /// A sentence under the figures of the part.
    pub(crate) fn note(&mut self, note: String) -> Result<()> {
        let section = self.sections.last_mut().context("a note outside of a part")?;
        writeln!(self.lines, "{}", json!({ "part": section.part.name(), "note": note }))?;
        eprintln!("    {note}");
        section.notes.push(note);
        Ok(())
    }

    /// Ends the report with its table.
    pub(crate) fn finish(mut self) -> Result<String> {
        self.close_section()?;
        let mut text = format!("{}\n", self.machine.described());
        write!(text, "\n### Goals\n\n{HEAD}")?;
        for section in &self.sections {
            for figure in section.figures.iter().filter(|figure| figure.has_goal()) {
                let name = format!("{}: {}", section.part.title(), figure.name);
                writeln!(text, "{}", Figure { name, ..figure.clone() })?;
            }
        }
        for section in &self.sections {
            write!(text, "\n### {}\n\n{HEAD}", section.part.title())?;
            for figure in &section.figures {
                writeln!(text, "{figure}")?;
            }
            for note in &section.notes {
                write!(text, "\n{note}\n")?;
            }
            if let Some(others) = section.others {
                write!(text, "\nOther work took {:.0} % of the machine's processor time meanwhile.\n", others * 100.0)?;
            }
        }
        eprintln!("Every measurement: {}", self.file.display());
        Ok(text)
    }

    fn add(&mut self, figure: Figure) -> Result<()> {
        let section = self.sections.last_mut().context("a figure outside of a part")?;
        let mut line = serde_json::to_value(&figure)?;
        line["part"] = section.part.name().into();
        writeln!(self.lines, "{line}")?;
        eprintln!("    {figure}");
        section.figures.push(figure);
        Ok(())
    }

    fn close_section(&mut self) -> Result<()> {
        if let (Some(clock), Some(section)) = (self.open.take(), self.sections.last_mut()) {
            let others = clock.others()?;
            writeln!(self.lines, "{}", json!({ "part": section.part.name(), "others": others }))?;
            section.others = Some(others);
        }
        Ok(())
    }
}

/// Puts the table between the markers of a document.
pub(crate) fn write_table(file: &Path, table: &str) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let with_table = between_markers(&text, table).with_context(|| format!("{} has no markers", file.display()))?;
    Ok(fs::write(file, with_table)?)
}

fn between_markers(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{}\n\n{END}{after}", table.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_replaces_the_one_between_the_markers_and_nothing_else() {
        let text = format!("above\n{BEGIN}\nold\n{END}\nbelow\n");
        let with_table = between_markers(&text, "new\n").unwrap();
        assert_eq!(with_table, format!("above\n{BEGIN}\n\nnew\n\n{END}\nbelow\n"));
        assert_eq!(between_markers(&with_table, "new"), Some(with_table.clone()));
        assert_eq!(between_markers("no markers", "new"), None);
    }
}
