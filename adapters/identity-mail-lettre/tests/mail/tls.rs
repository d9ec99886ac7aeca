//! X04 of the list of attacks: nothing is sent over a connection that is not verified.

use identity_core::ports::Delivery;
use identity_mail_lettre::{SmtpCourier, SmtpCredentials, SmtpSecurity, SmtpSettings, SmtpSetupError, SmtpTrouble};
use test_support::smtp::{Certificate, Encryption, Fault, Sink, Terms};
use tokio::net::TcpListener;

use crate::relay::{courier, deliver, remark, settings, stand_in_between};
use crate::samples::renderer;

#[tokio::test]
async fn x04_nothing_is_sent_over_a_connection_that_is_not_verified() {
    for (certificate, encryption) in [
        (Certificate::SelfSigned, Encryption::StartTls),
        (Certificate::OtherHost, Encryption::StartTls),
        (Certificate::Expired, Encryption::StartTls),
        (Certificate::SelfSigned, Encryption::Tls),
        (Certificate::OtherHost, Encryption::Tls),
    ] {
        let sink = Sink::start_on(Terms { certificate, encryption, ..Terms::default() }).await.unwrap();
        let security = if encryption == Encryption::Tls { SmtpSecurity::Tls } else { SmtpSecurity::StartTls };
        let courier = courier(SmtpSettings { security, ..settings(&sink) });
        let delivery = deliver(&courier).await;
        assert!(matches!(delivery, Delivery::Later(_)), "{certificate:?}: {delivery:?}");
        assert_eq!(remark(&delivery), SmtpTrouble::Unverified.to_string(), "{certificate:?} {encryption:?}");
        assert_eq!(courier.test_connection().await, Err(SmtpTrouble::Unverified));
        assert!(sink.attempts().is_empty() && sink.commands().iter().all(|command| !command.line.starts_with("MAIL")));
    }
}

#[tokio::test]
async fn x04_a_private_authority_is_trusted_only_when_it_is_configured() {
    let sink = Sink::start().await.unwrap();
    let delivery = deliver(&courier(SmtpSettings { trusted_certificate: None, ..settings(&sink) })).await;
    assert_eq!(remark(&delivery), SmtpTrouble::Unverified.to_string());
    for pem in [&b""[..], b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        let refused =
            SmtpCourier::new(renderer(), SmtpSettings { trusted_certificate: Some(pem.to_vec()), ..settings(&sink) });
        assert!(matches!(refused, Err(SmtpSetupError::Certificate | SmtpSetupError::Tls(_))), "{pem:?}");
    }
}

#[tokio::test]
async fn x04_nothing_is_sent_when_starttls_is_stripped() {
    let sink = Sink::start().await.unwrap();
    sink.misbehave(Fault::NoStartTls);
    let with_password = SmtpCredentials { username: "portineria".into(), password: "canary-password".into() };
    let courier = courier(SmtpSettings { credentials: Some(with_password), ..settings(&sink) });
    let delivery = deliver(&courier).await;
    assert_eq!(remark(&delivery), SmtpTrouble::NoStartTls.to_string());
    assert!(matches!(delivery, Delivery::Later(_)));
    assert!(sink.attempts().is_empty());
    assert!(
        sink.commands().iter().all(|command| command.line.starts_with("EHLO") || command.line == "QUIT"),
        "{:?}",
        sink.commands()
    );
}

#[tokio::test]
async fn x04_what_was_said_before_tls_is_not_taken_for_what_is_said_within() {
    let sink = Sink::start().await.unwrap();
    // The relay itself refuses the mail; the smuggled answers say that it was taken.
    sink.misbehave(Fault::unknown_recipient());
    let smuggled = b"250-localhost\r\n250 AUTH PLAIN LOGIN\r\n250 ok\r\n250 ok\r\n354 go on\r\n250 taken\r\n";
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let courier = courier(SmtpSettings { port, ..settings(&sink) });
    let (delivery, ()) = tokio::join!(deliver(&courier), stand_in_between(&listener, sink.port(), smuggled));
    assert!(matches!(delivery, Delivery::Later(_)), "{delivery:?}");
    assert!(sink.attempts().is_empty());
}

#[tokio::test]
async fn a_mail_is_sent_over_tls_from_the_first_byte_with_credentials() {
    let known = ("portineria".to_owned(), "canary-password".to_owned());
    let sink = Sink::start_on(Terms { encryption: Encryption::Tls, credentials: Some(known), ..Terms::default() })
        .await
        .unwrap();
    let with = |password: Option<&str>| {
        let credentials =
            password.map(|password| SmtpCredentials { username: "portineria".into(), password: password.into() });
        courier(SmtpSettings { security: SmtpSecurity::Tls, credentials, ..settings(&sink) })
    };
    let right = with(Some("canary-password"));
    assert_eq!(right.test_connection().await, Ok(()));
    assert_eq!(deliver(&right).await, Delivery::Sent);
    assert_eq!(sink.mails()[0].authenticated_as(), Some("portineria"));
    assert!(!format!("{right:?}").contains("canary"));

    // An operator's mistake must not cost anybody a mail.
    for wrong in [with(Some("canary-passwort")), with(None)] {
        let delivery = deliver(&wrong).await;
        assert!(matches!(delivery, Delivery::Later(_)), "{delivery:?}");
        assert!(remark(&delivery).starts_with("the relay does not accept the credentials (53"), "{delivery:?}");
    }
    assert!(matches!(with(Some("x")).test_connection().await, Err(SmtpTrouble::Credentials(_))));
}
