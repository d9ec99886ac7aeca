//! What every request has at hand.

use std::sync::Arc;

use chrono_tz::Tz;
use identity_core::{
    Identity,
    domain::kernel::{HouseKey, Timestamp},
};
use identity_mail_lettre::DevMailbox;
use identity_settings::{BaseUrl, OperatorContact};
use ipnet::IpNet;
use tokio::sync::Notify;

use crate::throttle::Throttle;

/// What every request has at hand.
pub struct App {
    /// The identity system.
    pub identity: Arc<Identity>,
    /// What browsers see this server as; the only source of links and origins.
    pub base_url: BaseUrl,
    /// Proxies whose forwarding header is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The zone in which times are written.
    pub time_zone: Tz,
    /// The language for people whose own is not known.
    pub default_language: String,
    /// The name on every page.
    pub product_name: String,
    /// Whom people may turn to; the same on every page, whoever is named there.
    pub operator: Option<OperatorContact>,
    /// The key that form tokens are made with; the same on each node.
    pub form_key: HouseKey,
    /// What one source network may ask for.
    pub throttle: Throttle,
    /// The address that letters come from, where a relay is set up.
    pub sender: Option<String>,
    /// When the store was last restored from a backup. It does not change while a node runs.
    pub restored_at: Option<Timestamp>,
    /// The letters, while no relay is set up.
    pub dev_mailbox: Option<Arc<DevMailbox>>,
    /// Where the start page leads to in a host product.
    pub product_entry: Option<&'static str>,
    /// Rung when a letter may have been committed.
    pub letters: Arc<Notify>,
}
