//! What a process costs, as the kernel counts it.

use std::time::Duration;

use anyhow::{Context, Result};

/// The unit of `/proc/PID/stat`, the same on every Linux that Rust knows.
const TICKS_PER_SECOND: u32 = 100;

/// A line of `/proc/PID/status` in bytes.
pub(super) fn memory(pid: u32, line: &str) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let kib: u64 = status
        .lines()
        .find_map(|text| text.strip_prefix(line)?.strip_prefix(':'))
        .and_then(|value| value.split_whitespace().next())
        .with_context(|| format!("the kernel tells no {line}"))?
        .parse()?;
    Ok(kib * 1024)
}

/// User and system time of all its threads so far.
pub(super) fn processor_time(pid: u32) -> Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name in brackets may hold anything, blanks and brackets too.
    let (_, rest) = stat.rsplit_once(')').context("the kernel tells no processor time")?;
    let ticks: u32 = rest.split_whitespace().skip(11).take(2).map(str::parse::<u32>).sum::<Result<u32, _>>()?;
    Ok(Duration::from_secs(1) * ticks / TICKS_PER_SECOND)
}

/// How many files and sockets it has open.
pub(super) fn open_files(pid: u32) -> Result<usize> {
    Ok(std::fs::read_dir(format!("/proc/{pid}/fd"))?.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_has_used_memory_time_and_files() {
        let me = std::process::id();
        let idle = processor_time(me).unwrap();
        let mut sum = 0_u64;
        while processor_time(me).unwrap() < idle + Duration::from_millis(30) {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        assert!(memory(me, "VmRSS").unwrap() > 1 << 20);
        assert!(memory(me, "VmHWM").unwrap() >= memory(me, "VmRSS").unwrap() / 2);
        assert!(open_files(me).unwrap() >= 3);
        assert!(memory(me, "VmNothing").is_err());
    }
}
