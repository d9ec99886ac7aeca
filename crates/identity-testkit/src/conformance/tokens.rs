//! Tokens: good once, one for each account and purpose.

use identity_core::{
    change::TokenWrite,
    domain::{kernel::Digest, token::TokenPurpose},
};

use super::{
    Store,
    stage::{Answered, change, land, landed_at_once, overtaken, studio, studio_called},
};
use crate::samples::{self, digest};

async fn is_found(store: &Store, purpose: TokenPurpose, link: &Digest) -> bool {
    store.token_by_link(purpose, link).await.answered().is_some()
}

/// What was spent is not found again, and is not spent again.
pub async fn a_spent_token_is_gone(store: Store) {
    let anna = studio(&store).await.anna;
    let token = samples::token(&anna, TokenPurpose::Reset, "once");
    land(&store, change(TokenWrite::Mint(token.clone()))).await;
    assert_eq!(store.token_by_link(TokenPurpose::Reset, &token.link).await.answered(), Some(token.clone()));
    land(&store, change(TokenWrite::Spend(token.id))).await;
    assert!(!is_found(&store, TokenPurpose::Reset, &token.link).await);
    assert_eq!(store.token_of(anna.id, TokenPurpose::Reset).await.answered(), None);
    overtaken(&store, change(TokenWrite::Spend(token.id))).await;
}

/// Of many that redeem one token at the same moment, one succeeds.
pub async fn a_token_is_spent_once_even_in_a_race(store: Store) {
    let anna = studio(&store).await.anna;
    for purpose in TokenPurpose::ALL {
        let token = samples::token(&anna, purpose, "once");
        land(&store, change(TokenWrite::Mint(token.clone()))).await;
        assert_eq!(
            landed_at_once(&store, (0..20).map(|_| change(TokenWrite::Spend(token.id))).collect()).await,
            1,
            "{purpose:?}"
        );
    }
}

/// A newer token takes the place of the older one of its account and purpose, and of no other.
pub async fn the_newest_token_replaces_the_older(store: Store) {
    let studio = studio(&store).await;
    let [older, newer] = ["older", "newer"].map(|label| samples::token(&studio.anna, TokenPurpose::Unlock, label));
    let others = [
        samples::token(&studio.anna, TokenPurpose::Reset, "x"),
        samples::token(&studio.bruno, TokenPurpose::Unlock, "x"),
    ];
    for token in [&older, &others[0], &others[1], &newer] {
        land(&store, change(TokenWrite::Mint(token.clone()))).await;
    }
    assert!(!is_found(&store, TokenPurpose::Unlock, &older.link).await);
    assert_eq!(store.token_of(studio.anna.id, TokenPurpose::Unlock).await.answered(), Some(newer));
    overtaken(&store, change(TokenWrite::Spend(older.id))).await;
    for token in others {
        assert!(is_found(&store, token.purpose, &token.link).await);
    }
}

/// However many are minted at the same moment, one is left.
pub async fn minting_in_a_race_leaves_one_token(store: Store) {
    let anna = studio(&store).await.anna;
    let tokens: Vec<_> = (0..10).map(|n| samples::token(&anna, TokenPurpose::Unlock, &n.to_string())).collect();
    assert!(
        landed_at_once(&store, tokens.iter().cloned().map(|token| change(TokenWrite::Mint(token))).collect()).await
            >= 1
    );
    let mut found = Vec::new();
    for token in &tokens {
        found.extend(store.token_by_link(TokenPurpose::Unlock, &token.link).await.answered());
    }
    assert_eq!(found.len(), 1);
    assert_eq!(store.token_of(anna.id, TokenPurpose::Unlock).await.answered(), found.pop());
}

/// A link is found for the purpose it was minted for, and for no other; a link that nobody has, never.
pub async fn a_token_is_found_for_its_own_purpose_only(store: Store) {
    let anna = studio(&store).await.anna;
    let token = samples::token(&anna, TokenPurpose::Unlock, "x");
    land(&store, change(TokenWrite::Mint(token.clone()))).await;
    for purpose in TokenPurpose::ALL {
        assert_eq!(is_found(&store, purpose, &token.link).await, purpose == TokenPurpose::Unlock, "{purpose:?}");
        assert_eq!(
            store.token_of(anna.id, purpose).await.answered().is_some(),
            purpose == TokenPurpose::Unlock,
            "{purpose:?}"
        );
        assert!(!is_found(&store, purpose, &digest("nobody's")).await);
    }
    let code = token.code.answered();
    assert!(!is_found(&store, TokenPurpose::Unlock, &code).await, "a code is no link");
}

/// Killing one purpose leaves the others; where there is nothing to kill, it is no failure.
pub async fn killing_a_token_reaches_its_purpose_only(store: Store) {
    let anna = studio(&store).await.anna;
    for purpose in [TokenPurpose::Unlock, TokenPurpose::Reset] {
        land(&store, change(TokenWrite::Mint(samples::token(&anna, purpose, "x")))).await;
    }
    for _ in 0..2 {
        land(&store, change(TokenWrite::Kill(anna.id, TokenPurpose::Unlock))).await;
    }
    assert_eq!(store.token_of(anna.id, TokenPurpose::Unlock).await.answered(), None);
    assert!(store.token_of(anna.id, TokenPurpose::Reset).await.answered().is_some());
}

/// Killing all of an account's tokens leaves those of every other account.
pub async fn kill_all_leaves_other_accounts_alone(store: Store) {
    let rossi = studio(&store).await;
    let verdi = studio_called(&store, "studio-verdi").await;
    let accounts = [&rossi.anna, &rossi.bruno, &verdi.anna];
    for account in accounts {
        for purpose in TokenPurpose::ALL {
            land(&store, change(TokenWrite::Mint(samples::token(account, purpose, "x")))).await;
        }
    }
    for _ in 0..2 {
        land(&store, change(TokenWrite::KillAll(rossi.anna.id))).await;
    }
    for account in accounts {
        for purpose in TokenPurpose::ALL {
            let left = store.token_of(account.id, purpose).await.answered().is_some();
            assert_eq!(left, account.id != rossi.anna.id, "{} {purpose:?}", account.login);
        }
    }
}
