//! One field of a form: label, hint, error and box, tied together for a screen reader.

use askama::Template;
use askama::filters::HtmlSafe;

use super::frame::Page;
use super::markup::Markup;
use super::password::PasswordRules;

/// One field, filled in by the template that shows it.
#[derive(Clone, Debug, Template)]
#[template(path = "part/field.html")]
#[expect(clippy::struct_excessive_bools, reason = "each one is an attribute of the element")]
pub(super) struct Field {
    id: &'static str,
    name: &'static str,
    label: String,
    kind: &'static str,
    value: String,
    hint: Option<Markup>,
    error: Option<String>,
    autocomplete: &'static str,
    inputmode: Option<&'static str>,
    class: &'static str,
    max: u16,
    required: bool,
    readonly: bool,
    spoken: bool,
    unfilled: bool,
    names: bool,
}

impl Field {
    pub(super) fn new(name: &'static str, label: String) -> Self {
        Self {
            id: name,
            name,
            label,
            kind: "text",
            value: String::new(),
            hint: None,
            error: None,
            autocomplete: "off",
            inputmode: None,
            class: "",
            max: 254,
            required: true,
            readonly: false,
            spoken: false,
            unfilled: false,
            names: false,
        }
    }

    pub(super) fn id(mut self, id: &'static str) -> Self {
        self.id = id;
        self
    }

    pub(super) fn value(mut self, value: &str) -> Self {
        value.clone_into(&mut self.value);
        self
    }

    pub(super) fn hint(mut self, hint: impl HtmlSafe) -> Self {
        self.hint = Some(Markup::trusted(hint.to_string()));
        self
    }

    pub(super) fn wrong(mut self, error: Option<String>) -> Self {
        self.error = error;
        self
    }

    pub(super) fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = token;
        self
    }

    /// A login name: no capitals, no corrections.
    pub(super) fn login(mut self) -> Self {
        self.autocomplete = "username";
        self
    }

    pub(super) fn email(mut self) -> Self {
        self.kind = "email";
        self.autocomplete = "email";
        self
    }

    /// Words as people write them, with capitals and corrections.
    pub(super) fn prose(mut self) -> Self {
        self.spoken = true;
        self.max = 80;
        self
    }

    /// A day, as browsers ask for one; without their help it is typed as 2026-12-31.
    pub(super) fn date(mut self) -> Self {
        self.kind = "date";
        self.max = 10;
        self.required = false;
        self.unfilled()
    }

    pub(super) fn code(mut self) -> Self {
        self.autocomplete = "one-time-code";
        self.inputmode = Some("numeric");
        self.class = " code";
        self.max = 12;
        self
    }

    pub(super) fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    pub(super) fn readonly(mut self) -> Self {
        self.readonly = true;
        self.required = false;
        self
    }

    /// About somebody else: no tool of the reader's may fill it in.
    pub(super) fn unfilled(mut self) -> Self {
        self.unfilled = true;
        self.autocomplete = "off";
        self
    }

    /// A mail address that no tool may fill in: the type alone would invite one.
    pub(super) fn unfilled_email(mut self) -> Self {
        self.inputmode = Some("email");
        self.unfilled()
    }

    /// What is typed here may not be in the password that is chosen on the same page.
    pub(super) fn names(mut self) -> Self {
        self.names = true;
        self
    }

    fn described_by(&self) -> Option<String> {
        let error = self.error.as_ref().map(|_| format!("{}-e", self.id));
        let hint = self.hint.as_ref().map(|_| format!("{}-h", self.id));
        match (error, hint) {
            (Some(error), Some(hint)) => Some(format!("{error} {hint}")),
            (error, hint) => error.or(hint),
        }
    }
}

impl HtmlSafe for Field {}

/// A password box with the eye.
#[derive(Clone, Debug, Template)]
#[template(path = "part/secret.html")]
pub(super) struct Secret {
    name: &'static str,
    label: String,
    autocomplete: &'static str,
    hint: Option<String>,
    error: Option<String>,
    rules: Option<RulesShown>,
    show: String,
    hide: String,
}

#[derive(Clone, Debug)]
struct RulesShown {
    min_length: u16,
    names: String,
    length: String,
    names_rule: String,
    common: String,
    met: String,
    unmet: String,
    title: String,
}

impl Secret {
    pub(super) fn current(page: &Page, name: &'static str, label: String) -> Self {
        Self {
            name,
            label,
            autocomplete: "current-password",
            hint: None,
            error: None,
            rules: None,
            show: page.t("password-show"),
            hide: page.t("password-hide"),
        }
    }

    pub(super) fn new(page: &Page, rules: &PasswordRules) -> Self {
        let length = page.say("password-rule-length").count("min", rules.min_length);
        Self {
            autocomplete: "new-password",
            hint: Some(page.t("password-new-hint")),
            rules: Some(RulesShown {
                min_length: rules.min_length,
                names: rules.names.join("\n"),
                length: length.to_string(),
                names_rule: page.t("password-rule-names"),
                common: page.t("password-rule-common"),
                met: page.t("password-rule-met"),
                unmet: page.t("password-rule-unmet"),
                title: page.t("password-rules"),
            }),
            ..Self::current(page, "new_password", page.t("password-new"))
        }
    }

    pub(super) fn wrong(mut self, error: Option<String>) -> Self {
        self.error = error;
        self
    }

    fn described_by(&self) -> Option<String> {
        let ids: Vec<String> =
            [self.error.as_ref().map(|_| "e"), self.hint.as_ref().map(|_| "h"), self.rules.as_ref().map(|_| "rules")]
                .into_iter()
                .flatten()
                .map(|suffix| format!("{}-{suffix}", self.name))
                .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

impl HtmlSafe for Secret {}
