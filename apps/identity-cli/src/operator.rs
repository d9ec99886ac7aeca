//! On whose word all of it happens.

use std::env;

use identity_core::domain::kernel::ShortText;

/// The name of the system's user for the audit log. Who became another user by `sudo` is named too.
pub(crate) fn operator() -> ShortText {
    let user = user_of_this_process().or_else(|| variable("USER")).or_else(|| variable("USERNAME"));
    let name = named(user.as_deref(), variable("SUDO_USER").as_deref());
    ShortText::cut(&name).unwrap_or_else(|| ShortText::as_stored(UNKNOWN.to_owned()))
}

const UNKNOWN: &str = "unknown";

fn named(user: Option<&str>, behind: Option<&str>) -> String {
    let user = user.unwrap_or(UNKNOWN);
    match behind.filter(|behind| *behind != user) {
        Some(behind) => format!("{behind} as {user}"),
        None => user.to_owned(),
    }
}

#[expect(clippy::disallowed_methods, reason = "whose shell this is stands in no configuration")]
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// What the system says, where it can be asked without a foreign function: the owner of the process. A variable
/// is only somebody's word.
#[cfg(target_os = "linux")]
fn user_of_this_process() -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let user = std::fs::metadata("/proc/self").ok()?.uid();
    let known = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    name_of(user, &known)
}

#[cfg(not(target_os = "linux"))]
fn user_of_this_process() -> Option<String> {
    None
}

#[cfg(target_os = "linux")]
fn name_of(user: u32, known: &str) -> Option<String> {
    known.lines().find_map(|line| {
        let mut parts = line.split(':');
        let name = parts.next()?;
        (parts.nth(1)?.parse() == Ok(user)).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_became_another_user_is_named() {
        assert_eq!(named(Some("anna"), None), "anna");
        assert_eq!(named(Some("root"), Some("anna")), "anna as root");
        assert_eq!(named(Some("anna"), Some("anna")), "anna");
        assert_eq!(named(None, None), "unknown");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_name_is_that_of_the_users_number() {
        let known = "root:x:0:0:root:/root:/bin/sh\nbroken\nanna:x:1000:1000::/home/anna:/bin/sh\n";
        assert_eq!(name_of(1000, known).as_deref(), Some("anna"));
        assert_eq!(name_of(0, known).as_deref(), Some("root"));
        assert_eq!(name_of(1, known), None);
    }
}
