//! What processes cost, and where the programs to measure come from.

use std::{fs, process::Command};

use anyhow::{Context, Result, ensure};

/// The unit of `/proc/PID/stat`, the same on every Linux that Rust knows.
const TICKS_PER_SECOND: f64 = 100.0;

/// User and system time of a process so far, in seconds.
pub(crate) fn processor_seconds(pid: u32) -> Result<f64> {
    ticks(&fs::read_to_string(format!("/proc/{pid}/stat"))?)
}

/// The same of this process and of all processes that it has started and seen end.
pub(crate) fn processor_seconds_of_all_ours() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    fields(&stat, 11, 4)
}

/// The same of those threads of a process that hash passwords.
pub(crate) fn hashing_seconds(pid: u32) -> Result<f64> {
    let mut seconds = 0.0;
    for task in fs::read_dir(format!("/proc/{pid}/task"))? {
        let task = task?.path();
        // A thread may end between the two readings; those that hash do not.
        let Ok(name) = fs::read_to_string(task.join("comm")) else { continue };
        if name.starts_with("hashing-") {
            seconds += ticks(&fs::read_to_string(task.join("stat"))?)?;
        }
    }
    Ok(seconds)
}

/// Busy and whole time of all processors since the machine started, in seconds.
pub(crate) fn machine_seconds() -> Result<(f64, f64)> {
    let stat = fs::read_to_string("/proc/stat")?;
    let line = stat.lines().next().context("the kernel tells nothing of the processors")?;
    let times: Vec<f64> = line.split_whitespace().skip(1).take(8).map(str::parse).collect::<Result<_, _>>()?;
    let all: f64 = times.iter().sum();
    let idle: f64 = times.iter().skip(3).take(2).sum();
    Ok(((all - idle) / TICKS_PER_SECOND, all / TICKS_PER_SECOND))
}

fn ticks(stat: &str) -> Result<f64> {
    fields(stat, 11, 2)
}

/// The sum of so many fields, counted from after the name, as seconds.
fn fields(stat: &str, first: usize, count: usize) -> Result<f64> {
    // The name in brackets may hold anything, blanks and brackets too.
    let (_, rest) = stat.rsplit_once(')').context("the kernel tells no processor time")?;
    let values = rest.split_whitespace().skip(first).take(count).map(str::parse::<f64>);
    Ok(values.sum::<Result<f64, _>>()? / TICKS_PER_SECOND)
}

/// Builds the programs as their users would, when the benches run under cargo; else those that are there are measured.
pub(crate) fn build_programs() -> Result<()> {
    let Some(cargo) = std::env::var_os("CARGO") else { return Ok(()) };
    let mut build = Command::new(cargo);
    build
        .args(["build", "--package", "identity-web", "--package", "identity-cli"])
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    if !cfg!(debug_assertions) {
        build.arg("--release");
    }
    ensure!(build.status()?.success(), "the programs cannot be built");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_is_read_after_the_name_whatever_it_holds() {
        let stat = "7 (a ) 9) S 1 2 3 4 5 6 7 8 9 10 150 50 25 75 20 0";
        assert!((ticks(stat).unwrap() - 2.0).abs() < 1e-9);
        assert!((fields(stat, 11, 4).unwrap() - 3.0).abs() < 1e-9);
    }

    #[test]
    fn the_machine_is_never_busier_than_it_can_be() {
        let (busy, all) = machine_seconds().unwrap();
        assert!(busy > 0.0 && busy <= all, "{busy} of {all}");
        assert!(hashing_seconds(std::process::id()).unwrap().abs() < 1e-9);
    }
}
