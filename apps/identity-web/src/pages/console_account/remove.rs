//! Removing an account: shown first, then done.

use axum::{http::StatusCode, response::Response};
use identity_core::domain::{account::Rank, kernel::Id};

use super::{Administrator, file};
use crate::{
    request::{Posted, Segment, go, show},
    trouble::Trouble,
    views::ConsoleRemove,
};

pub(crate) async fn remove_form(administrator: Administrator, Segment(id): Segment) -> Result<Response, Trouble> {
    administrator.authority().await?;
    let (_, file) = file(&administrator, &id).await?;
    let account = &file.account.value;
    if account.rank == Rank::Owner {
        return Err(Trouble::Forbidden);
    }
    let view = ConsoleRemove {
        page: administrator.page(),
        locked_count: administrator.locked_count().await?,
        id: account.id.to_string(),
        display_name: account.name.as_str().to_owned(),
        login: account.login.to_string(),
    };
    Ok(show(StatusCode::OK, &view))
}

pub(crate) async fn remove(
    administrator: Administrator,
    Segment(id): Segment,
    _posted: Posted,
) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let id = Id::parse(&id).ok_or(Trouble::NotFound)?;
    let caller = &administrator.0.caller;
    caller.identity().accounts().remove(&authority, id, &caller.visit().from).await?;
    Ok(go("/console/accounts"))
}
