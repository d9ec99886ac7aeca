//! Every route, with who may ask for it. The table is also what the authorisation test goes through: a
//! route without a row does not exist.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};

use identity_core::domain::permission::OwnPermission;

use crate::{
    app::App,
    host::{self, Guarded},
    pages,
    request::{Arrival, greet},
    trouble::Trouble,
};

/// The largest body that is read: forms of a few fields, with a password of 1,024 bytes percent-encoded.
pub const BODY_LIMIT: usize = 32 * 1024;

/// The largest body that a route reads which takes a file: the largest list, and what comes with it.
pub const UPLOAD_LIMIT: usize = identity_csv::MOST_BYTES + 2 * BODY_LIMIT;

/// Routes that take a file.
const UPLOADS: [&str; 1] = ["/console/accounts/import"];

/// The largest body that is read for a path.
pub(crate) fn body_limit(path: &str) -> usize {
    if UPLOADS.contains(&path) { UPLOAD_LIMIT } else { BODY_LIMIT }
}

/// Who may ask for a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Anybody,
    /// Anybody, counted by the throttle of their network: a secret is evaluated, or mail follows.
    Counted,
    /// Whoever is fully signed in.
    SignedIn,
    /// Whoever is signed in and holds the permission, asked anew at each request.
    Holding(OwnPermission),
}

/// What the route of a request asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Demanded(pub(crate) OwnPermission);

/// One route.
pub struct Route {
    /// Its method.
    pub method: &'static str,
    /// Its path.
    pub path: &'static str,
    /// Who may ask for it.
    pub access: Access,
    handler: MethodRouter<Arc<App>>,
}

macro_rules! route {
    (GET $path:literal $access:ident $($handler:tt)+) => {
        Route { method: "GET", path: $path, access: access!($access), handler: get($($handler)+) }
    };
    (POST $path:literal $access:ident $($handler:tt)+) => {
        Route { method: "POST", path: $path, access: access!($access), handler: post($($handler)+) }
    };
}

macro_rules! access {
    (Anybody) => {
        Access::Anybody
    };
    (Counted) => {
        Access::Counted
    };
    (SignedIn) => {
        Access::SignedIn
    };
    ($permission:ident) => {
        Access::Holding(OwnPermission::$permission)
    };
}

/// Every route but the assets.
#[must_use]
pub fn routes() -> Vec<Route> {
    use pages::{
        account, break_glass, console, console_account, console_audit, console_invitations, console_organization,
        console_overview, console_permissions, console_profiles, console_rights, dev_mailbox, home, invitation, outbox,
        people, people_import, plain, policies, readiness, recovery, set_up, sign_in, unlock,
    };
    vec![
        route!(GET "/" Anybody plain::start),
        route!(GET "/privacy" Anybody plain::privacy),
        route!(GET "/accessibility" Anybody plain::accessibility),
        route!(GET "/.well-known/change-password" Anybody plain::change_password),
        route!(GET "/set-up/{token}" Anybody set_up::form),
        route!(POST "/set-up/{token}" Counted set_up::submit),
        route!(GET "/sign-in" Anybody sign_in::form),
        route!(POST "/sign-in" Counted sign_in::submit),
        route!(GET "/unlock" Anybody unlock::form),
        route!(POST "/unlock" Counted unlock::request),
        route!(POST "/unlock/code" Counted unlock::by_code),
        route!(GET "/unlock/link/{token}" Anybody unlock::link),
        route!(POST "/unlock/link" Counted unlock::by_link),
        route!(GET "/forgot-password" Anybody recovery::forgot_password_form),
        route!(POST "/forgot-password" Counted recovery::forgot_password),
        route!(GET "/forgot-login" Anybody recovery::forgot_login_form),
        route!(POST "/forgot-login" Counted recovery::forgot_login),
        route!(GET "/reset/{token}" Anybody recovery::reset_form),
        route!(POST "/reset" Counted recovery::reset),
        route!(GET "/welcome/{token}" Anybody recovery::welcome_form),
        route!(POST "/welcome" Counted recovery::welcome),
        route!(GET "/break-glass/{token}" Anybody break_glass::form),
        route!(POST "/break-glass" Counted break_glass::submit),
        route!(GET "/invitation/{token}" Anybody invitation::form),
        route!(POST "/invitation" Counted invitation::submit),
        route!(GET "/address/new/{token}" Anybody account::new_address_link),
        route!(GET "/address/old/{token}" Anybody account::old_address_link),
        route!(POST "/address" Counted account::confirm_address),
        route!(GET "/dev/mailbox" Anybody dev_mailbox::list),
        route!(GET "/dev/mailbox/{id}" Anybody dev_mailbox::letter),
        route!(GET "/dev/mailbox/{id}/html" Anybody dev_mailbox::html),
        route!(GET "/home" SignedIn home::home),
        route!(POST "/sign-out" SignedIn sign_in::sign_out),
        route!(GET "/sign-in/again" SignedIn sign_in::again_form),
        route!(POST "/sign-in/again" SignedIn sign_in::again),
        route!(GET "/account/language" SignedIn account::language_form),
        route!(POST "/account/language" SignedIn account::language),
        route!(GET "/account/address" SignedIn account::address_form),
        route!(POST "/account/address" SignedIn account::address),
        route!(POST "/account/address/cancel" SignedIn account::drop_address_change),
        route!(GET "/account/password" SignedIn account::password_form),
        route!(POST "/account/password" SignedIn account::password),
        route!(GET "/account/sessions" SignedIn account::sessions),
        route!(POST "/account/sessions/revoke-others" SignedIn account::revoke_other_sessions),
        route!(POST "/account/sessions/{id}/name" SignedIn account::name_session),
        route!(POST "/account/sessions/{id}/revoke" SignedIn account::revoke_session),
        route!(POST "/account/devices/{id}/forget" SignedIn account::forget_device),
        route!(GET "/console" AuditRead console_overview::overview),
        route!(GET "/console/audit" AuditRead console_audit::list),
        route!(GET "/console/audit/export" AuditRead console_audit::export),
        route!(GET "/console/accounts" AccountsRead people::accounts),
        route!(POST "/console/accounts" AccountsRead people::bulk),
        route!(GET "/console/accounts/import" AccountsManage people_import::form),
        route!(POST "/console/accounts/import" AccountsManage people_import::submit),
        route!(POST "/console/accounts/export" AccountsRead people_import::export),
        route!(GET "/console/accounts/new" AccountsManage console_account::new_form),
        route!(POST "/console/accounts/new" AccountsManage console_account::register),
        route!(GET "/console/accounts/{id}" AccountsRead console_account::show_account),
        route!(GET "/console/accounts/{id}/edit" AccountsManage console_account::edit_form),
        route!(POST "/console/accounts/{id}/edit" AccountsManage console_account::edit),
        route!(POST "/console/accounts/{id}/unlock" AccountsUnlock console_account::unlock),
        route!(POST "/console/accounts/{id}/suspend" AccountsManage console_account::suspend),
        route!(POST "/console/accounts/{id}/reinstate" AccountsManage console_account::reinstate),
        route!(POST "/console/accounts/{id}/welcome" AccountsManage console_account::welcome),
        route!(GET "/console/accounts/{id}/remove" AccountsManage console_account::remove_form),
        route!(POST "/console/accounts/{id}/remove" AccountsManage console_account::remove),
        route!(POST "/console/accounts/{id}/reset" AccountsRecover people::reset),
        route!(GET "/console/accounts/{id}/rights" AccountsRead console_rights::rights),
        route!(POST "/console/accounts/{id}/rights/give" PermissionsGrant console_rights::give),
        route!(POST "/console/accounts/{id}/rights/take" PermissionsGrant console_rights::take),
        route!(GET "/console/invitations" InvitationsManage console_invitations::list),
        route!(GET "/console/invitations/new" InvitationsManage console_invitations::new_form),
        route!(POST "/console/invitations/new" InvitationsManage console_invitations::invite),
        route!(GET "/console/invitations/{id}" InvitationsManage console_invitations::show_invitation),
        route!(POST "/console/invitations/{id}/resend" InvitationsManage console_invitations::resend),
        route!(POST "/console/invitations/{id}/revoke" InvitationsManage console_invitations::revoke),
        route!(GET "/console/permissions" AccountsRead console_permissions::who),
        route!(GET "/console/profiles" ProfilesManage console_profiles::list),
        route!(GET "/console/profiles/new" ProfilesManage console_profiles::new_form),
        route!(POST "/console/profiles/new" ProfilesManage console_profiles::define),
        route!(GET "/console/profiles/{id}" ProfilesManage console_profiles::show_profile),
        route!(POST "/console/profiles/{id}" ProfilesManage console_profiles::edit),
        route!(POST "/console/profiles/{id}/remove" ProfilesManage console_profiles::remove),
        route!(GET "/console/locked" AccountsUnlock console::locked),
        route!(POST "/console/locked" AccountsUnlock people::unlock_locked),
        route!(GET "/console/readiness" ReadinessRead readiness::page),
        route!(GET "/console/policies" PoliciesManage policies::form),
        route!(POST "/console/policies" PoliciesManage policies::submit),
        route!(GET "/console/outbox" OutboxManage outbox::list),
        route!(POST "/console/outbox" OutboxManage outbox::retry),
        route!(GET "/console/organization" OrganizationManage console_organization::form),
        route!(POST "/console/organization" OrganizationManage console_organization::edit),
    ]
}

/// The pages as a router, for a server of ours or of a host product.
pub fn router(app: &Arc<App>) -> Router {
    router_with(app, Vec::new())
}

/// The same, with routes of a host product that know who is signed in; see [`crate::host`].
pub fn router_with(app: &Arc<App>, product: Vec<Guarded>) -> Router {
    let mut router = host::router(app, product)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .route("/assets/{name}", get(pages::plain::asset));
    for Route { access, handler, path, .. } in routes() {
        let handler = match access {
            Access::Counted => handler.layer(middleware::from_fn_with_state(Arc::clone(app), count)),
            // The extractor of the console refuses where nothing is demanded: a row cannot be forgotten.
            Access::Holding(permission) => handler.layer(Extension(Demanded(permission))),
            Access::Anybody | Access::SignedIn => handler,
        };
        router = router.route(path, handler.layer(DefaultBodyLimit::max(body_limit(path))));
    }
    router
        .fallback(pages::plain::nothing_here)
        .method_not_allowed_fallback(pages::plain::not_that_way)
        .layer(middleware::from_fn_with_state(Arc::clone(app), greet))
        .with_state(Arc::clone(app))
}

/// Before anything is read of the request: the answer is the same whatever name it holds.
async fn count(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let arrival = request.extensions().get::<Arc<Arrival>>().cloned();
    let counted = arrival.map_or(Ok(()), |arrival| app.throttle.count(&arrival.visit.from));
    match counted {
        Ok(()) => next.run(request).await,
        Err(wait) => {
            metrics::counter!("identity_throttled_total").increment(1);
            Trouble::Throttled { seconds: wait.as_secs() + 1 }.into_response()
        }
    }
}
