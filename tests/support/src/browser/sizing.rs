//! Windows of other sizes, without starting another browser.

use anyhow::Result;

use super::{Browser, devtools};

impl Browser {
    /// Gives the window another size, in CSS pixels; the page stays as it is.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        devtools::resize(&self.client, width, height).await
    }
}
