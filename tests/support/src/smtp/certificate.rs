//! What a sink shows to prove who it is.

use std::sync::Arc;

use anyhow::Result;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// Which certificate a sink shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Certificate {
    /// One for its host, signed by the authority of [`Sink::certificate_file`](super::Sink::certificate_file).
    #[default]
    Good,
    /// One of that authority, but for another host.
    OtherHost,
    /// One of that authority that has run out.
    Expired,
    /// One for its host that nobody but itself has signed.
    SelfSigned,
}

/// What comes of issuing one.
pub(super) struct Issued {
    pub(super) server: ServerConfig,
    pub(super) authority_pem: String,
}

impl Certificate {
    pub(super) fn issue(self) -> Result<Issued> {
        let authority = authority()?;
        let key = KeyPair::generate()?;
        let host = if self == Self::OtherHost { "elsewhere.example" } else { "localhost" };
        let mut wanted = CertificateParams::new(vec![host.to_owned()])?;
        wanted.distinguished_name.push(DnType::CommonName, host);
        if self == Self::Expired {
            wanted.not_before = date_time_ymd(2001, 1, 1);
            wanted.not_after = date_time_ymd(2002, 1, 1);
        }
        let certificate =
            if self == Self::SelfSigned { wanted.self_signed(&key)? } else { wanted.signed_by(&key, &authority)? };
        Ok(Issued { server: server(certificate.der().clone(), &key)?, authority_pem: authority.pem() })
    }
}

fn authority() -> Result<CertifiedIssuer<'static, KeyPair>> {
    let mut wanted = CertificateParams::default();
    wanted.distinguished_name.push(DnType::CommonName, "Authority of a test");
    wanted.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    wanted.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    Ok(CertifiedIssuer::self_signed(wanted, KeyPair::generate()?)?)
}

fn server(certificate: CertificateDer<'static>, key: &KeyPair) -> Result<ServerConfig> {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)?)
}
