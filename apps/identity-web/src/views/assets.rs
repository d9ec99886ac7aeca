//! The stylesheet, the script and the mark, served by the program itself.

const STYLE: &[u8] = include_bytes!("../../assets/portineria.css");
const SCRIPT: &[u8] = include_bytes!("../../assets/portineria.js");
const MARK: &[u8] = include_bytes!("../../assets/mark.svg");

/// Changes whenever one of the files does, so that they may be kept for a year.
const VERSION: u64 = fnv(MARK, fnv(SCRIPT, fnv(STYLE, 0xcbf2_9ce4_8422_2325)));

/// A file under `/assets/`: its content type and its bytes.
#[must_use]
pub fn asset(name: &str) -> Option<(&'static str, &'static [u8])> {
    match name {
        "portineria.css" => Some(("text/css; charset=utf-8", STYLE)),
        "portineria.js" => Some(("text/javascript; charset=utf-8", SCRIPT)),
        "mark.svg" => Some(("image/svg+xml", MARK)),
        _ => None,
    }
}

/// The value of `v` in the addresses of the assets.
#[must_use]
pub fn asset_version() -> String {
    format!("{VERSION:016x}")
}

pub(super) fn asset_url(name: &str) -> String {
    format!("/assets/{name}?v={VERSION:016x}")
}

/// FNV-1a: enough to tell one version of a file from another.
const fn fnv(bytes: &[u8], mut hash: u64) -> u64 {
    let mut index = 0;
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u64).wrapping_mul(0x0100_0000_01b3);
        index += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_asset_has_its_type_and_nothing_else_is_served() {
        assert!(asset("portineria.css").is_some_and(|(kind, _)| kind.starts_with("text/css")));
        assert!(asset("../Cargo.toml").is_none());
    }

    #[test]
    fn another_byte_is_another_version() {
        assert_ne!(fnv(b"a", 1), fnv(b"b", 1));
        assert_eq!(asset_version().len(), 16);
    }
}
