//! What the terminal says at start: where the pages are, and what to do next.

use std::net::SocketAddr;

use anyhow::Result;

use crate::serve::Running;

/// Prints it.
///
/// # Errors
/// When the store does not answer.
#[expect(clippy::print_stdout, reason = "this is for the person at the terminal")]
pub async fn print(running: &Running, address: SocketAddr) -> Result<()> {
    let base = running.app.base_url.as_str();
    let organizations = running.app.identity.organizations();
    println!("Portineria answers at {base} (listening on {address}).");
    if organizations.is_set_up_open().await? {
        println!();
        println!("Nobody lives here yet. Open this link once, to set up the first organization:");
        println!();
        println!("    {base}/set-up/{}", organizations.set_up_secret().reveal().as_str());
        println!();
        println!("Or stop with Ctrl-C and run it again with `demo`, to have people to try.");
    }
    if running.app.dev_mailbox.is_some() {
        println!("No mail server is set up: mails are shown at {base}/dev/mailbox and go nowhere else.");
    }
    Ok(())
}
