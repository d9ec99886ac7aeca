//! Pages of the made-up mailbox of the demo.

use askama::Template;

use super::frame::{Page, Problem, View};

/// What has come.
#[derive(Clone, Debug, Template)]
#[template(path = "demo/inbox.html")]
pub(crate) struct Inbox {
    pub(crate) page: Page,
    pub(crate) may_send: bool,
    pub(crate) owns: bool,
}

/// Writing a message.
#[derive(Clone, Debug, Template)]
#[template(path = "demo/write.html")]
pub(crate) struct Write {
    pub(crate) page: Page,
    pub(crate) to: String,
    pub(crate) text: String,
    pub(crate) wrong: bool,
    pub(crate) sent: bool,
}

/// What concerns the owner alone.
#[derive(Clone, Debug, Template)]
#[template(path = "demo/owner.html")]
pub(crate) struct OwnersData {
    pub(crate) page: Page,
    pub(crate) name: String,
    pub(crate) login: String,
}

impl View for Inbox {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("demo-inbox-title")
    }
}

impl Write {
    fn to_error(&self) -> Option<String> {
        self.wrong.then(|| self.page.t("field-address-wrong"))
    }
}

impl View for Write {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t(if self.sent { "demo-sent-title" } else { "demo-write-title" })
    }

    fn problems(&self) -> Vec<Problem> {
        if self.wrong {
            vec![Problem { field: Some("to"), text: self.page.t("field-address-wrong") }]
        } else {
            Vec::new()
        }
    }
}

impl View for OwnersData {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("demo-owner-title")
    }
}
