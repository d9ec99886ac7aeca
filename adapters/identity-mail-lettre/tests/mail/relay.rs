//! A courier that speaks with the server inside the test.

use std::time::Duration;

use identity_core::domain::kernel::Language;
use identity_core::ports::{Courier, Delivery};
use identity_mail_lettre::{SmtpCourier, SmtpSecurity, SmtpSettings};
use test_support::smtp::Sink;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::{TcpListener, TcpStream};

use crate::samples::{letter, renderer, unlock};

pub(crate) fn settings(sink: &Sink) -> SmtpSettings {
    SmtpSettings {
        host: sink.host().to_owned(),
        port: sink.port(),
        security: SmtpSecurity::StartTls,
        credentials: None,
        timeout: Duration::from_secs(10),
        trusted_certificate: Some(std::fs::read(sink.certificate_file()).unwrap()),
    }
}

pub(crate) fn courier(settings: SmtpSettings) -> SmtpCourier {
    SmtpCourier::new(renderer(), settings).unwrap()
}

pub(crate) async fn deliver(courier: &SmtpCourier) -> Delivery {
    courier.deliver(&letter(Language::ITALIAN, unlock())).await
}

pub(crate) fn remark(delivery: &Delivery) -> &str {
    match delivery {
        Delivery::Sent => "sent",
        Delivery::Refused(remark) | Delivery::Later(remark) => remark.as_str(),
    }
}

/// Passes one conversation on, and puts something of its own behind the answer to STARTTLS, in the same packet.
pub(crate) async fn stand_in_between(listener: &TcpListener, relay: u16, smuggled: &[u8]) {
    let (client, _) = listener.accept().await.unwrap();
    let server = TcpStream::connect(("127.0.0.1", relay)).await.unwrap();
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let answers = async {
        let mut buffer = vec![0; 16 * 1024];
        loop {
            let count = from_server.read(&mut buffer).await.unwrap_or(0);
            let mut chunk = buffer[..count].to_vec();
            if chunk.ends_with(b"go ahead\r\n") {
                chunk.extend_from_slice(smuggled);
            }
            if count == 0 || to_client.write_all(&chunk).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        _ = copy(&mut from_client, &mut to_server) => {}
        () = answers => {}
    }
}
