//! Bringing it all up, and down.

use std::{io::IsTerminal as _, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use anyhow::{Context, Result};
use identity_settings::{HostPermissions, House, LogFormat, Mail, Settings, compose, process_environment};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::{Notify, watch},
    task::JoinHandle,
    time::{Instant, timeout_at},
};
use tracing_subscriber::EnvFilter;

use crate::{
    app::App,
    crew,
    host::{Guarded, Product},
    operations, routes, server,
    throttle::Throttle,
};

/// A house that is up: its pages, and what it needs to go down again.
pub struct Running {
    /// What every request has at hand.
    pub app: Arc<App>,
    house: Arc<House>,
    settings: Settings,
    product: Vec<Guarded>,
}

impl Running {
    /// Reads the configuration, opens the store and puts the house together.
    ///
    /// # Errors
    /// When something is wrong with either; the message says what to do.
    pub async fn prepare(path: Option<&Path>) -> Result<Self> {
        Self::prepare_with(path, None).await
    }

    /// The same with a host product beside the pages. Permissions that the configuration declares come instead of
    /// those of the product.
    ///
    /// # Errors
    /// Those of [`Running::prepare`].
    pub async fn prepare_with(path: Option<&Path>, product: Option<Product>) -> Result<Self> {
        let mut settings = Settings::load(path, process_environment())?;
        let product_entry = product.as_ref().map(|product| product.entry);
        let (permissions, product) = product.map(|product| (product.permissions, product.routes)).unwrap_or_default();
        if settings.permissions == HostPermissions::default() {
            settings.permissions = permissions;
        }
        log(&settings);
        for warning in &settings.warnings {
            tracing::warn!("{warning}");
        }
        let house = Arc::new(compose(&settings).await?);
        let restored_at = house.identity.installation().reached().await?.epoch.restored_at();
        let app = Arc::new(App { restored_at, product_entry, ..app(&settings, &house) });
        Ok(Self { app, house, settings, product })
    }

    /// The house.
    #[must_use]
    pub fn house(&self) -> &Arc<House> {
        &self.house
    }

    /// Listens and works until a signal to stop, then finishes what is under way.
    ///
    /// # Errors
    /// When an address cannot be listened on.
    pub async fn serve(mut self, greeting: impl AsyncFnOnce(&Self, SocketAddr) -> Result<()>) -> Result<()> {
        let pages = listen(self.settings.web.listen).await?;
        let operations_listener = listen(self.settings.web.operations_listen).await?;
        let metrics = operations::count().context("metrics cannot be counted")?;
        let (stop, stopped) = watch::channel(false);
        let work = crew::set_to_work(&self.app, &self.house.courier, &stopped);
        let clock = crew::keep_time(Arc::clone(&self.house), stopped.clone());
        greeting(&self, pages.local_addr()?).await?;
        let grace = self.settings.web.shutdown_grace;
        let operations = operations::router(operations::Operations {
            house: Arc::clone(&self.house),
            metrics,
            app: Arc::clone(&self.app),
        });
        let pages = crew::spawn(server::serve(
            pages,
            routes::router_with(&self.app, std::mem::take(&mut self.product)),
            stopped.clone(),
            grace,
        ));
        let beside = crew::spawn(server::serve(operations_listener, operations, stopped, Duration::from_secs(1)));
        signalled().await?;
        tracing::info!("stopping: requests under way are finished");
        stop.send_replace(true);
        pages.await?;
        beside.await?;
        wind_up(work.into_iter().chain(std::iter::once(clock)).collect(), grace).await?;
        if let Err(error) = self.house.keep_mark().await {
            tracing::warn!(%error, "it cannot be remembered how far the store has come");
        }
        Ok(())
    }
}

/// Waits for the crew, all of it at most `grace`. A letter in somebody's hands then goes out once its lease is over.
async fn wind_up(crew: Vec<JoinHandle<()>>, grace: Duration) -> Result<()> {
    let over = Instant::now() + grace;
    for mut task in crew {
        if let Ok(ended) = timeout_at(over, &mut task).await {
            ended?;
        } else {
            tracing::warn!("a delivery was still under way when its time was over; it is taken up again");
            task.abort();
        }
    }
    Ok(())
}

async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}. Is it in use already? Choose another with [web] listen or operations_listen, or IDENTITY__WEB__LISTEN")
    })
}

async fn signalled() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

fn app(settings: &Settings, house: &House) -> App {
    App {
        identity: Arc::clone(&house.identity),
        base_url: settings.web.base_url.clone(),
        trusted_proxies: settings.web.trusted_proxies.clone(),
        time_zone: settings.web.time_zone,
        default_language: settings.web.default_language.to_string(),
        product_name: settings.web.product_name.clone(),
        operator: Some(settings.operator.clone())
            .filter(|operator| *operator != identity_settings::OperatorContact::default()),
        form_key: house.identity.derived_key("forms"),
        throttle: Throttle::new(settings.throttle.requests_per_minute, settings.throttle.burst),
        sender: match &settings.mail {
            Mail::DevMailbox => None,
            Mail::Relay(relay) => Some(relay.from.address().to_owned()),
        },
        restored_at: None,
        dev_mailbox: house.dev_mailbox.clone(),
        product_entry: None,
        letters: Arc::new(Notify::new()),
    }
}

fn log(settings: &Settings) {
    let filter = EnvFilter::new(format!("{},sqlx=warn,sea_orm=warn", settings.logging.level));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let set = match settings.logging.format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
    if set.is_err() {
        tracing::debug!("a host product logs already");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_delivery_that_hangs_holds_up_the_end_for_its_grace_and_no_longer() {
        let grace = Duration::from_millis(50);
        let begun = Instant::now();
        let quick = crew::spawn(std::future::ready(()));
        let hanging = || crew::spawn(std::future::pending());
        wind_up(vec![hanging(), quick, hanging()], grace).await.unwrap();
        assert!(begun.elapsed() >= grace);
    }
}
