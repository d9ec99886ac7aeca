//! Ports that nothing listens on.
//!
//! Never from the range that the system takes the near ends of outgoing connections from: a connection may take such a
//! port between the moment it is found free and the moment the program binds it.

use std::fs::File;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};

/// Below `net.ipv4.ip_local_port_range` as Linux has it, and above what services use. The cluster of the tests takes
/// its port from 20000 on.
const RANGE: std::ops::Range<u16> = 10_240..20_000;

/// The locks of all ports that this process was given. They end with the process.
static HANDED_OUT: Mutex<Vec<File>> = Mutex::new(Vec::new());

/// A TCP port of the loopback addresses that is free, and that no process of these tests has been given before and
/// still holds.
///
/// # Errors
/// All of them are taken, or the directory for temporary files cannot be written.
pub fn free() -> Result<u16> {
    let locks = std::env::temp_dir().join("portineria-ports");
    std::fs::create_dir_all(&locks).with_context(|| format!("{} cannot be made", locks.display()))?;
    let mut handed_out = HANDED_OUT.lock().unwrap_or_else(PoisonError::into_inner);
    // Test programs that run at once start looking in different places.
    let offset = std::process::id().wrapping_mul(37);
    for step in 0..u32::from(RANGE.end - RANGE.start) {
        let within = offset.wrapping_add(step) % u32::from(RANGE.end - RANGE.start);
        let port = RANGE.start + u16::try_from(within)?;
        let lock = File::options().create(true).truncate(false).write(true).open(locks.join(port.to_string()))?;
        if lock.try_lock().is_ok() && is_free(port) {
            handed_out.push(lock);
            return Ok(port);
        }
    }
    bail!("no port from {} to {} is free", RANGE.start, RANGE.end)
}

fn is_free(port: u16) -> bool {
    // Where there is no IPv6 at all, nobody takes a port there either.
    let without_ipv6 = |error: &std::io::Error| error.kind() != std::io::ErrorKind::AddrInUse;
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
        && TcpListener::bind((Ipv6Addr::LOCALHOST, port)).map_or_else(|error| without_ipv6(&error), |_| true)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_port_is_given_twice() {
        let ports: BTreeSet<u16> = (0..200).map(|_| free().unwrap()).collect();
        assert_eq!(ports.len(), 200);
    }

    #[test]
    fn no_port_is_one_that_an_outgoing_connection_may_take() {
        let range = std::fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range").unwrap();
        let lowest: u16 = range.split_whitespace().next().unwrap().parse().unwrap();
        assert!(RANGE.end <= lowest, "the system takes {range}");
        assert!(free().unwrap() < lowest);
    }

    #[test]
    fn a_port_that_somebody_listens_on_is_not_free() {
        let port = free().unwrap();
        assert!(is_free(port));
        let _listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
        assert!(!is_free(port));
    }
}
