use std::sync::Arc;

use identity_core::domain::kernel::Language;
use identity_core::ports::{Courier, Delivery};
use identity_mail_lettre::DevMailbox;

use crate::samples::{code, letter, renderer, unlock};

#[tokio::test]
async fn the_latest_two_hundred_mails_are_kept() {
    let mailbox = Arc::new(DevMailbox::new(renderer()));
    let courier: Arc<dyn Courier> = mailbox.clone();
    assert_eq!(mailbox.list(), []);
    for _ in 0..203 {
        assert_eq!(courier.deliver(&letter(Language::ITALIAN, unlock())).await, Delivery::Sent);
    }
    let ids: Vec<u64> = mailbox.list().iter().map(|kept| kept.id).collect();
    assert_eq!(ids, (4..=203).rev().collect::<Vec<_>>());
    assert_eq!(mailbox.get(3), None);
    let kept = mailbox.get(4).unwrap();
    assert!(kept.mail.text.contains(code().reveal().as_str()));
    assert!(!format!("{mailbox:?}").contains(code().reveal().as_str()));
}
