//! axum and sea-orm with nothing around them: one indexed read for each request, and a page of a given size.

use std::{
    io,
    path::{Path, PathBuf},
    process::Stdio,
    thread,
    time::Duration,
};

use anyhow::{Context, Result};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use clap::Args;
use data_encoding::HEXLOWER;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, entity::prelude::*};
use test_support::ports;
use tokio::{
    net::TcpListener,
    process::{Child, Command},
    sync::oneshot,
};

use crate::http::Connection;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[arg(long)]
    database: PathBuf,
    #[arg(long)]
    port: u16,
    #[arg(long)]
    bytes: usize,
}

/// The bare app, running; it ends with this value.
pub(crate) struct BareApp {
    child: Child,
    port: u16,
}

impl BareApp {
    /// Starts it on the database of a house, with pages of so many bytes.
    pub(crate) async fn start(database: PathBuf, bytes: usize) -> Result<Self> {
        let port = ports::free()?;
        let child = Command::new(std::env::current_exe()?)
            .args(["bare-app", "--port", &port.to_string()])
            .args(["--bytes", &bytes.to_string(), "--database"])
            .arg(database)
            .stdin(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        Connection::open_when_there(port, Duration::from_secs(10)).await?;
        Ok(Self { child, port })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn pid(&self) -> Result<u32> {
        self.child.id().context("the bare app has ended")
    }

    pub(crate) async fn end(mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }
}

mod session {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) account_id: Uuid,
        pub(super) token: Vec<u8>,
        pub(super) label: Option<String>,
        pub(super) source: Option<String>,
        pub(super) opened_at: i64,
        pub(super) seen_at: i64,
        pub(super) proven_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

#[derive(Clone)]
struct Shared {
    database: DatabaseConnection,
    page: Bytes,
}

/// The process: serves until its standard input ends, which it does with whoever started it.
pub(super) async fn serve(arguments: Arguments) -> Result<()> {
    let shared = Shared { database: open(&arguments.database).await?, page: Bytes::from(vec![b'x'; arguments.bytes]) };
    let router = Router::new().route("/", get(page)).with_state(shared);
    let listener = TcpListener::bind(("127.0.0.1", arguments.port)).await?;
    let (over, ended) = oneshot::channel();
    thread::spawn(move || {
        io::copy(&mut io::stdin(), &mut io::sink()).ok();
        // Whoever would hear it is gone when serving has failed.
        over.send(()).ok();
    });
    tokio::select! {
        served = async { axum::serve(listener, router).await } => Ok(served?),
        _ = ended => Ok(()),
    }
}

/// The same number of connections as Portineria reads with, and no more work around them than it has.
pub(crate) async fn open(file: &Path) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(format!("sqlite://{}", file.display()));
    options.max_connections(4).min_connections(1).test_before_acquire(false).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

/// The one read: the row of a session by its token. True when there is one.
pub(crate) async fn is_session(database: &DatabaseConnection, token: Vec<u8>) -> Result<bool, DbErr> {
    let by_token = session::Entity::find().filter(session::Column::Token.eq(token));
    Ok(by_token.one(database).await?.is_some())
}

async fn page(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    let Some(token) = token(&headers) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    match is_session(&shared.database, token).await {
        Ok(true) => Html(shared.page).into_response(),
        Ok(false) => StatusCode::UNAUTHORIZED.into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn token(headers: &HeaderMap) -> Option<Vec<u8>> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    let value = cookies.split("; ").find_map(|pair| pair.strip_prefix("session="))?;
    HEXLOWER.decode(value.as_bytes()).ok()
}
