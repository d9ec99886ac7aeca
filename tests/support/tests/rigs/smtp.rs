use std::time::Duration;

use anyhow::{Context, Result};
use lettre::message::MultiPart;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate as Authority, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use test_support::smtp::{Certificate, Encryption, Fault, Sink, Stage, Terms};

type Transport = AsyncSmtpTransport<Tokio1Executor>;

fn client(sink: &Sink, encryption: Encryption) -> Result<Transport> {
    let authority = Authority::from_pem(&std::fs::read(sink.certificate_file())?)?;
    let trust = TlsParameters::builder(sink.host().to_owned()).add_root_certificate(authority).build()?;
    let tls = match encryption {
        Encryption::StartTls => Tls::Required(trust),
        Encryption::Tls => Tls::Wrapper(trust),
    };
    Ok(Transport::builder_dangerous(sink.host())
        .port(sink.port())
        .tls(tls)
        .credentials(Credentials::new("portineria".into(), "segreto".into()))
        .authentication(vec![Mechanism::Plain])
        .build())
}

fn letter(subject: &str) -> Result<Message> {
    Ok(Message::builder()
        .from("Portineria <no-reply@portineria.example>".parse()?)
        .to("Nora Caputo <nora@rossi.example>".parse()?)
        .subject(subject)
        .multipart(MultiPart::alternative_plain_html(
            ".perché\nhttps://id.example/unlock/x".to_owned(),
            "<p>perché</p>".to_owned(),
        ))?)
}

#[tokio::test]
async fn a_letter_over_starttls_is_kept_as_it_came() -> Result<()> {
    let credentials = Some(("portineria".to_owned(), "segreto".to_owned()));
    let sink = Sink::start_on(Terms { credentials, ..Terms::default() }).await?;
    client(&sink, Encryption::StartTls)?.send(letter("Accesso sbarrato: è così")?).await?;

    let mail = sink.wait_for(|mail| mail.subject() == "Accesso sbarrato: è così").await?;
    assert_eq!(mail.sender(), "no-reply@portineria.example");
    assert_eq!(mail.recipients(), ["nora@rossi.example"]);
    assert_eq!(mail.to(), ["nora@rossi.example"]);
    assert_eq!(mail.from(), "no-reply@portineria.example");
    assert!(mail.text().starts_with(".perché"), "{}", mail.text());
    assert_eq!(mail.html().trim(), "<p>perché</p>");
    assert_eq!(mail.link("/unlock/").as_deref(), Some("https://id.example/unlock/x"));
    assert!(mail.encrypted() && mail.authenticated_as() == Some("portineria"));

    let commands = sink.commands();
    let starttls = commands.iter().position(|command| command.line == "STARTTLS").context("no STARTTLS")?;
    assert!(commands.iter().enumerate().all(|(place, command)| command.encrypted == (place > starttls)));
    assert!(commands[starttls..].iter().any(|command| command.line.starts_with("AUTH PLAIN ")));
    Ok(())
}

#[tokio::test]
async fn a_letter_over_implicit_tls_arrives_too() -> Result<()> {
    let sink = Sink::start_on(Terms { encryption: Encryption::Tls, ..Terms::default() }).await?;
    client(&sink, Encryption::Tls)?.send(letter("x")?).await?;
    assert_eq!(sink.wait_for_count(1).await?.len(), 1);
    assert!(sink.commands().iter().all(|command| command.encrypted));
    Ok(())
}

#[tokio::test]
async fn a_wrong_password_gets_nothing_through() -> Result<()> {
    let credentials = Some(("portineria".to_owned(), "altro".to_owned()));
    let sink = Sink::start_on(Terms { credentials, ..Terms::default() }).await?;
    let refusal = client(&sink, Encryption::StartTls)?.send(letter("x")?).await.unwrap_err();
    assert!(refusal.is_permanent(), "{refusal}");
    assert!(sink.attempts().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_certificate_that_proves_nothing_is_shown_on_request() -> Result<()> {
    for certificate in [Certificate::OtherHost, Certificate::Expired, Certificate::SelfSigned] {
        let sink = Sink::start_on(Terms { certificate, ..Terms::default() }).await?;
        let refusal = client(&sink, Encryption::StartTls)?.send(letter("x")?).await;
        assert!(refusal.is_err(), "{certificate:?}");
        assert_eq!(sink.connections(), 1);
        assert!(sink.attempts().is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn each_fault_shows_as_itself_and_then_is_over() -> Result<()> {
    let sink = Sink::start().await?;
    let client = client(&sink, Encryption::StartTls)?;

    sink.misbehave_once(Fault::unknown_recipient());
    assert!(client.send(letter("1")?).await.unwrap_err().is_permanent());
    sink.misbehave_once(Fault::try_later(Stage::Data));
    assert!(client.send(letter("2")?).await.unwrap_err().is_transient());
    assert!(sink.attempts().is_empty());

    sink.misbehave_once(Fault::Close(Stage::Acceptance));
    assert!(client.send(letter("3")?).await.is_err());
    let attempts = sink.wait_for_attempts(1).await?;
    assert!(!attempts[0].accepted() && attempts[0].subject() == "3");
    assert!(sink.mails().is_empty());

    client.send(letter("4")?).await?;
    assert_eq!(sink.mails().len(), 1);
    Ok(())
}

#[tokio::test]
async fn without_starttls_a_careful_client_sends_nothing() -> Result<()> {
    let sink = Sink::start().await?;
    sink.misbehave(Fault::NoStartTls);
    assert!(client(&sink, Encryption::StartTls)?.send(letter("x")?).await.is_err());
    assert!(sink.commands().iter().all(|command| !command.line.starts_with("MAIL")));
    sink.behave();
    client(&sink, Encryption::StartTls)?.send(letter("y")?).await?;
    Ok(())
}

#[tokio::test]
async fn silence_and_a_trickle_hold_a_client_up() -> Result<()> {
    for fault in [
        Fault::Silence(Stage::Greeting),
        Fault::Silence(Stage::Hello),
        Fault::Silence(Stage::Sender),
        Fault::Silence(Stage::Acceptance),
        Fault::one_byte_a_second(),
    ] {
        let sink = Sink::start().await?;
        sink.misbehave(fault.clone());
        let sending = client(&sink, Encryption::StartTls)?;
        let held_up = tokio::time::timeout(Duration::from_millis(300), sending.send(letter("x")?)).await;
        assert!(held_up.is_err(), "{fault:?}");
        assert!(sink.mails().is_empty());
    }
    Ok(())
}
