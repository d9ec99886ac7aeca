//! What an operator decides about mails.

use chrono_tz::Tz;
use thiserror::Error;

/// What every mail is made with.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// The start of every link: scheme, host and port.
    pub base_url: String,
    /// Whom mails come from.
    pub from: Sender,
    /// The name of the product, for mails that no organization stands behind.
    pub product_name: String,
    /// The zone in which times are written.
    pub time_zone: Tz,
    /// Whom to turn to where the organization names nobody.
    pub operator: OperatorContact,
}

/// The address that mails come from, and perhaps a name for those that no organization stands behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The name.
    pub name: Option<String>,
    /// The address, in ASCII.
    pub address: String,
}

/// Whoever runs the installation. Each part that is there is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperatorContact {
    /// Who can help.
    pub name: Option<String>,
    /// Their telephone number.
    pub phone: Option<String>,
    /// Their mail address.
    pub email: Option<String>,
    /// When they are there.
    pub hours: Option<String>,
}

impl OperatorContact {
    pub(crate) const fn is_empty(&self) -> bool {
        self.name.is_none() && self.phone.is_none() && self.email.is_none() && self.hours.is_none()
    }
}

/// What is wrong with the settings of mails.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MailSettingsError {
    /// The base URL is more or less than an origin.
    #[error("the base URL of links is scheme, host and port alone, such as https://access.example.org")]
    BaseUrl,
    /// The sender's address is none.
    #[error("the sender of mails is one address in ASCII, such as no-reply@example.org")]
    Sender,
}
