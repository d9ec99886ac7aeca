//! What a relay can do wrong, and what becomes of the mail.

use std::sync::Arc;
use std::time::Duration;

use identity_core::domain::kernel::{Language, ShortText};
use identity_core::ports::{Courier, Delivery};
use identity_mail_lettre::{SmtpCourier, SmtpSettings, SmtpTrouble};
use test_support::smtp::{Fault, Sink, Stage};
use tokio::net::TcpListener;
use tokio::time::Instant;

use crate::relay::{courier, deliver, remark, settings, stand_in_between};
use crate::samples::{letter, renderer, unlock};

#[tokio::test]
async fn what_is_refused_for_good_is_told_from_what_is_put_off() {
    let sink = Sink::start().await.unwrap();
    let courier = courier(settings(&sink));
    let said = |line: &str, stage| Fault::Answer(stage, line.to_owned());
    for (fault, is_final, expected) in [
        (Fault::unknown_recipient(), true, "refused for good (550 5.1.1)"),
        (Fault::refused(Stage::Data), true, "refused for good (554 5.7.1)"),
        (Fault::refused(Stage::Acceptance), true, "refused for good (554 5.7.1)"),
        (said("552 marco@posta.example is full", Stage::Recipient), true, "refused for good (552)"),
        (Fault::try_later(Stage::Recipient), false, "put off by the relay (451 4.3.0)"),
        (Fault::try_later(Stage::Acceptance), false, "put off by the relay (451 4.3.0)"),
        (said("450 4.2.1 greylisted", Stage::Sender), false, "put off by the relay (450 4.2.1)"),
        (said("421 4.3.2 closing", Stage::Greeting), false, "the relay turns the connection away (421 4.3.2)"),
        (
            said("554 no service for marco@posta.example", Stage::Greeting),
            false,
            "the relay turns the connection away (554)",
        ),
        (said("454 4.7.0 no TLS now", Stage::StartTls), false, "the relay turns the connection away (454 4.7.0)"),
        (Fault::Close(Stage::Acceptance), false, "the conversation with the relay broke off"),
        (Fault::Close(Stage::Greeting), false, "the conversation with the relay broke off"),
    ] {
        sink.misbehave_once(fault.clone());
        let delivery = deliver(&courier).await;
        assert_eq!(remark(&delivery), expected, "{fault:?}");
        assert_eq!(matches!(delivery, Delivery::Refused(_)), is_final, "{fault:?}");
        assert_eq!(
            deliver(&SmtpCourier::new(renderer(), settings(&sink)).unwrap()).await,
            Delivery::Sent,
            "after {fault:?}"
        );
    }
}

#[tokio::test]
async fn a_silent_relay_holds_a_mail_no_longer_than_the_timeout() {
    for fault in [
        Fault::Silence(Stage::Greeting),
        Fault::Silence(Stage::Hello),
        Fault::Silence(Stage::StartTls),
        Fault::Silence(Stage::Sender),
        Fault::Silence(Stage::Recipient),
        Fault::Silence(Stage::Data),
        Fault::Silence(Stage::Acceptance),
        Fault::one_byte_a_second(),
    ] {
        let sink = Sink::start().await.unwrap();
        let courier = courier(SmtpSettings { timeout: Duration::from_millis(700), ..settings(&sink) });
        sink.misbehave(fault.clone());
        let begun = Instant::now();
        let delivery = deliver(&courier).await;
        assert!(begun.elapsed() < Duration::from_secs(5), "{fault:?}: {:?}", begun.elapsed());
        assert_eq!(delivery, Delivery::Later(ShortText::as_stored(SmtpTrouble::Silent.to_string())), "{fault:?}");

        // The connection that was torn out of its conversation is not used again.
        let before = sink.connections();
        sink.behave();
        assert_eq!(deliver(&courier).await, Delivery::Sent, "{fault:?}");
        assert_eq!(sink.connections(), before + 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_relay_that_is_not_there_is_tried_again_later() {
    let sink = Sink::start().await.unwrap();
    let settings = settings(&sink);
    drop(sink);
    let courier: Arc<dyn Courier> = Arc::new(courier(settings));
    let delivery = courier.deliver(&letter(Language::ENGLISH, unlock())).await;
    assert_eq!(remark(&delivery), SmtpTrouble::Unreachable.to_string());
    assert!(matches!(delivery, Delivery::Later(_)));
}

#[tokio::test]
async fn a_connection_that_has_died_since_the_last_mail_costs_no_mail() {
    let sink = Sink::start().await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let courier = courier(SmtpSettings { port, ..settings(&sink) });
    for count in 1..=2 {
        // The way to the relay ends with the delivery.
        let delivery = tokio::select! {
            delivery = deliver(&courier) => delivery,
            () = stand_in_between(&listener, sink.port(), b"") => unreachable!("it ended first"),
        };
        assert_eq!(delivery, Delivery::Sent);
        assert_eq!((sink.mails().len(), sink.connections()), (count, count));
    }
}
