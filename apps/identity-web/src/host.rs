//! What a host product builds its own routes on: each names the permission of the catalogue that it asks for, and nobody
//! reaches its handler who does not hold it at that moment. For everybody else such a page is not there.
//!
//! ```no_run
//! use axum::{response::Html, routing::get};
//! use identity_web::host::{Guarded, Permitted, guarded};
//!
//! async fn inbox(visitor: Permitted) -> Html<String> {
//!     Html(format!("The mail of {}", visitor.empowered().present().organization().name.as_str()))
//! }
//!
//! fn routes() -> Vec<Guarded> {
//!     vec![guarded("/mailbox", "mail.read", get(inbox))]
//! }
//! ```

use std::sync::Arc;

use axum::{
    Router,
    extract::{FromRequest, FromRequestParts, Request, State},
    http::{StatusCode, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use identity_core::{application::permission::Empowered, domain::permission::PermissionName};
use identity_settings::HostPermissions;

use crate::{
    app::App,
    request::{Posted, SignedIn, show},
    trouble::Trouble,
    views::{Page, View},
};

/// A host product, as far as the pages have to do with it.
pub struct Product {
    /// What it lets accounts do.
    pub permissions: HostPermissions,
    /// Its routes.
    pub routes: Vec<Guarded>,
    /// Where the start page leads to.
    pub entry: &'static str,
}

/// A route of a host product, for those who hold a permission of the catalogue.
pub struct Guarded {
    path: &'static str,
    permission: Option<PermissionName>,
    handler: MethodRouter<Arc<App>>,
}

/// A route for those who hold this permission of the catalogue; for nobody where there is no such permission.
#[must_use]
pub fn guarded(path: &'static str, permission: &str, handler: MethodRouter<Arc<App>>) -> Guarded {
    Guarded { path, permission: PermissionName::parse(permission).ok(), handler }
}

/// The routes, each behind its guard.
pub(crate) fn router(app: &Arc<App>, routes: Vec<Guarded>) -> Router<Arc<App>> {
    routes.into_iter().fold(Router::new(), |router, Guarded { path, permission, handler }| {
        let guard = middleware::from_fn_with_state((Arc::clone(app), permission), guard);
        router.route(path, handler.layer(guard))
    })
}

async fn guard(
    State((app, permission)): State<(Arc<App>, Option<PermissionName>)>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    match permitted(&mut parts, &app, permission).await {
        Ok(permitted) => {
            parts.extensions.insert(permitted);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(trouble) => trouble.into_response(),
    }
}

async fn permitted(
    parts: &mut Parts,
    app: &Arc<App>,
    permission: Option<PermissionName>,
) -> Result<Permitted, Trouble> {
    let signed_in = SignedIn::from_request_parts(parts, app).await?;
    match permission {
        Some(asked) if signed_in.empowered.powers().hold(&asked) => {
            Ok(Permitted { signed_in: Arc::new(signed_in), asked })
        }
        _ => Err(Trouble::NotFound),
    }
}

/// Somebody who is signed in and holds, at this moment, the permission that the route asks for.
#[derive(Clone)]
pub struct Permitted {
    signed_in: Arc<SignedIn>,
    asked: PermissionName,
}

impl Permitted {
    /// Who that is, and what they may do.
    #[must_use]
    pub fn empowered(&self) -> &Empowered {
        &self.signed_in.empowered
    }

    /// Whether they may do another thing too, to show the way there.
    #[must_use]
    pub fn may(&self, permission: &str) -> bool {
        PermissionName::parse(permission).is_ok_and(|name| self.empowered().powers().hold(&name))
    }

    /// The frame of a page for them, with the banner that says for whom they act.
    #[must_use]
    pub fn page(&self) -> Page {
        self.signed_in.page()
    }
}

/// Nobody, or somebody who may not: the page for it, in the reader's language.
pub struct Refused(Trouble);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

impl FromRequestParts<Arc<App>> for Permitted {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _app: &Arc<App>) -> Result<Self, Refused> {
        parts.extensions.get::<Self>().cloned().ok_or(Refused(Trouble::NotFound))
    }
}

/// A form of ours: one that bears the token of the page that it was on, from somebody who still holds what the route asks
/// for once all of it has arrived.
pub struct Sent(Posted);

impl Sent {
    /// The value of a field; empty where there is none.
    ///
    /// # Errors
    /// There are several.
    pub fn one<'a>(&'a self, field: &'a str) -> Result<&'a str, Refused> {
        self.0.one(field).map_err(Refused)
    }
}

impl FromRequest<Arc<App>> for Sent {
    type Rejection = Refused;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refused> {
        let permitted = request.extensions().get::<Permitted>().cloned();
        let posted = Posted::from_request(request, app).await.map_err(Refused)?;
        let permitted = permitted.ok_or(Refused(Trouble::NotFound))?;
        let now = permitted.signed_in.asked_again().await.map_err(Refused)?;
        if now.powers().hold(&permitted.asked) { Ok(Self(posted)) } else { Err(Refused(Trouble::NotFound)) }
    }
}

/// A page of the host product in the frame of ours.
pub fn page(status: StatusCode, view: &impl View) -> Response {
    show(status, view)
}
