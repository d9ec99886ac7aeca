//! Whoever asks, and whoever is signed in.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Response},
};
use identity_core::{
    Identity,
    application::{account::Reader, break_glass::BreakGlassNotice, permission::Empowered, session::Present},
    domain::{
        kernel::{DisplayName, SecretToken, Timestamp},
        permission::OwnPermission,
        recovery::BreakGlassStep,
        session::{FreshlyProven, Visit},
    },
};

use super::Arrival;
use crate::{
    app::App,
    trouble::Trouble,
    views::{Acting, Alarm, AlarmStep, Contact, Page, Person, View, Words},
    words_of,
};

/// Whoever asks, signed in or not.
pub(crate) struct Caller {
    /// What every request has at hand.
    pub(crate) app: Arc<App>,
    /// What is known of this one.
    pub(crate) arrival: Arc<Arrival>,
}

impl Caller {
    /// The identity system.
    pub(crate) fn identity(&self) -> &Identity {
        &self.app.identity
    }

    /// From where, on what.
    pub(crate) fn visit(&self) -> &Visit {
        &self.arrival.visit
    }

    /// The tokens by which the browser is a known device.
    pub(crate) fn devices(&self) -> &[SecretToken] {
        &self.arrival.devices
    }

    /// The frame of a page for somebody who is not signed in.
    pub(crate) fn page(&self) -> Page {
        Page::for_arrival(&self.app, &self.arrival)
    }

    /// The GET page whose form is posted to `path`.
    pub(crate) fn form_page(path: &str) -> String {
        match path {
            "/unlock/code" | "/unlock/link" => "/unlock".to_owned(),
            "/reset" => "/forgot-password".to_owned(),
            "/welcome" | "/address" | "/break-glass" | "/invitation" => "/sign-in".to_owned(),
            "/sign-out" => "/home".to_owned(),
            "/account/address/cancel" => "/account/address".to_owned(),
            path if path.starts_with("/account/sessions") || path.starts_with("/account/devices") => {
                "/account/sessions".to_owned()
            }
            path if path.starts_with("/set-up") => "/".to_owned(),
            path if path.starts_with("/console/accounts/")
                && !["/edit", "/new", "/import", "/remove"].iter().any(|form| path.ends_with(form)) =>
            {
                path.rsplit_once('/').map_or("/console/accounts", |(page, _)| page).to_owned()
            }
            path if path.starts_with("/console/invitations/") && !path.ends_with("/new") => {
                path.rsplit_once('/').map_or("/console/invitations", |(page, _)| page).to_owned()
            }
            path => path.to_owned(),
        }
    }

    /// Rings for the couriers: a letter may have been committed.
    pub(crate) fn letters_may_wait(&self) {
        self.app.letters.notify_one();
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Trouble> {
        let arrival = parts.extensions.get::<Arc<Arrival>>().cloned().ok_or(Trouble::Unreadable)?;
        Ok(Self { app: Arc::clone(app), arrival })
    }
}

/// Somebody who is fully signed in. A route that takes this cannot be reached with less.
pub(crate) struct SignedIn {
    /// Who asks.
    pub(crate) caller: Caller,
    /// Who that is.
    pub(crate) present: Present,
    /// The same, with what they may do now.
    pub(crate) empowered: Empowered,
    /// What whoever administers must know, on each page of the console.
    alarms: Vec<Alarm>,
}

impl SignedIn {
    /// The frame of a page, in the language of the account.
    pub(crate) fn page(&self) -> Page {
        let account = self.present.account();
        let mut page = Page { words: self.words(), ..self.caller.page() };
        page.organization = Some(self.present.organization().name.as_str().to_owned());
        page.person = Some(Person { display_name: account.name.as_str().to_owned(), login: account.login.to_string() });
        let held = OwnPermission::ALL.into_iter().filter(|permission| self.empowered.may(*permission));
        page.may = held.map(OwnPermission::as_str).collect();
        page.alarms.clone_from(&self.alarms);
        page.acting = self.empowered.acting().map(|acting| Acting::of(acting, account.ends_at));
        page
    }

    /// The words that the person reads.
    pub(crate) fn words(&self) -> Words {
        words_of(self.present.account().language)
    }

    /// What they may do now, read anew: a form may have been long in coming.
    ///
    /// # Errors
    /// The session has ended meanwhile, or the store does not answer.
    pub(crate) async fn asked_again(&self) -> Result<Empowered, Trouble> {
        let back = Caller::form_page(&self.caller.arrival.path);
        let Some(token) = &self.caller.arrival.session else {
            return Err(Trouble::SignInFirst { back });
        };
        match self.caller.identity().sessions().present(token).await? {
            Some(present) => Ok(self.caller.identity().permissions().of(&present).await?),
            None => Err(Trouble::SignInFirst { back }),
        }
    }

    /// The proof that sensitive acts ask for.
    ///
    /// # Errors
    /// A detour by the page that asks for the password again, and back to the form.
    pub(crate) fn freshly_proven(&self) -> Result<FreshlyProven, Trouble> {
        let back = Caller::form_page(&self.caller.arrival.path);
        self.caller.identity().sessions().freshly_proven(&self.present).ok_or(Trouble::ProveAgain { back })
    }
}

impl FromRequestParts<Arc<App>> for SignedIn {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Trouble> {
        let caller = Caller::from_request_parts(parts, app).await?;
        let back = if parts.method == axum::http::Method::GET {
            caller.arrival.path.clone()
        } else {
            Caller::form_page(&caller.arrival.path)
        };
        let Some(token) = &caller.arrival.session else {
            return Err(Trouble::SignInFirst { back });
        };
        match caller.identity().sessions().present(token).await? {
            Some(present) => {
                let empowered = caller.identity().permissions().of(&present).await?;
                let alarms = alarms(&caller, &empowered).await?;
                Ok(Self { caller, present, empowered, alarms })
            }
            None => Err(Trouble::SignInFirst { back }),
        }
    }
}

/// What the console tells on each of its pages; nothing on others.
async fn alarms(caller: &Caller, empowered: &Empowered) -> Result<Vec<Alarm>, Trouble> {
    /// More would hide what the page is for; the rest is in the log.
    const SHOWN: usize = 3;
    if !caller.arrival.path.starts_with("/console") {
        return Ok(Vec::new());
    }
    let organization = empowered.present().account().organization;
    let told = caller.identity().break_glass().lately(Reader::Person(empowered), organization).await?;
    Ok(told.into_iter().take(SHOWN).map(Alarm::from).collect())
}

impl Acting {
    fn of(profiles: &[(DisplayName, Option<Timestamp>)], ends_at: Option<Timestamp>) -> Self {
        let profile = |(name, until): &(DisplayName, Option<Timestamp>)| (name.as_str().to_owned(), until.map(moment));
        Self { profiles: profiles.iter().map(profile).collect(), ends_at: ends_at.map(moment) }
    }
}

impl From<BreakGlassNotice> for Alarm {
    fn from(notice: BreakGlassNotice) -> Self {
        Self {
            at: moment(notice.at),
            login: notice.login.to_string(),
            step: match notice.step {
                BreakGlassStep::Opened => AlarmStep::Opened,
                BreakGlassStep::Used => AlarmStep::Used,
                BreakGlassStep::PasswordSet => AlarmStep::PasswordSet,
            },
            by: notice.by.map(|by| by.as_str().to_owned()),
            why: notice.why.map(|why| why.as_str().to_owned()),
        }
    }
}

impl Page {
    pub(crate) fn for_arrival(app: &App, arrival: &Arrival) -> Self {
        Self {
            words: arrival.words.clone(),
            zone: app.time_zone,
            now: moment(app.identity.now()),
            return_path: Caller::form_page(&arrival.path),
            csrf: arrival.form_token.clone(),
            product: app.product_name.clone(),
            organization: None,
            person: None,
            may: Vec::new(),
            contact: app.operator.as_ref().map(operator_contact),
            notice: None,
            alarms: Vec::new(),
            acting: None,
            product_entry: app.product_entry,
            dev_mailbox: app.dev_mailbox.is_some(),
        }
    }
}

fn operator_contact(operator: &identity_settings::OperatorContact) -> Contact {
    Contact {
        name: operator.name.clone().unwrap_or_default(),
        organization: None,
        phone: operator.phone.clone(),
        email: operator.email.clone(),
        hours: operator.hours.clone(),
    }
}

/// A moment as pages write it.
pub(crate) fn moment(at: Timestamp) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_micros(at.as_micros()).unwrap_or_default()
}

/// A page with a status.
pub(crate) fn show(status: StatusCode, view: &impl View) -> Response {
    match view.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => Trouble::Fault(error.to_string()).into_response(),
    }
}

/// On to another page of ours.
pub(crate) fn go(path: &str) -> Response {
    match header::HeaderValue::from_str(path) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Where to go on after signing in: a path of ours that shows a page, or home.
pub(crate) fn safe_next(wish: &str) -> &str {
    let is_plain = wish.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_".contains(&byte));
    let is_ours = wish == "/console" || ["/home", "/account/", "/console/"].iter().any(|start| wish.starts_with(start));
    if is_plain && is_ours && wish.len() <= 200 && !wish.contains("//") { wish } else { "/home" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w01_nobody_is_sent_to_another_place() {
        for wish in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/home//evil.example",
            "javascript:alert(1)",
            "/home\r\nx: y",
            "/sign-out",
            "",
            "/home?x=https://evil.example",
            "/%2f/evil.example",
            "/account/../../evil",
            "home",
            "/console",
            "\t//evil.example",
        ] {
            let next = safe_next(wish);
            assert!(next == "/home" || wish == next, "{wish}");
            assert!(!next.contains("evil.example") || next.starts_with("/home"), "{wish} -> {next}");
        }
        assert_eq!(safe_next("/account/password"), "/account/password");
        assert_eq!(safe_next("//home"), "/home");
    }
}
