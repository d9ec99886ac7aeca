//! What a verification found, in words.

use identity_core::change::Finding;
use serde_json::{Value as Json, json};

use crate::words::{Sentence, say};

pub(super) fn finding(finding: &Finding) -> Sentence {
    match finding {
        Finding::Changed(number) => say!("finding-changed").with("number", number.to_string()),
        Finding::Removed(number) => say!("finding-removed").with("number", number.to_string()),
        Finding::Inserted(number) => say!("finding-inserted").with("number", number.to_string()),
        Finding::Copied(number) => say!("finding-copied").with("number", number.to_string()),
        Finding::Exchanged { seal, first, last } => say!("finding-exchanged")
            .with("seal", seal.to_string())
            .with("first", first.to_string())
            .with("last", last.to_string()),
        Finding::SealChanged(seal) => say!("finding-seal-changed").with("seal", seal.to_string()),
        Finding::SealRemoved(seal) => say!("finding-seal-removed").with("seal", seal.to_string()),
        Finding::HeadDiffers(seal) => say!("finding-head-differs").with("seal", seal.to_string()),
    }
}

/// For machines; the words are stable.
pub(super) fn document_of(finding: &Finding) -> Json {
    match finding {
        Finding::Changed(number) => json!({ "kind": "changed", "number": number }),
        Finding::Removed(number) => json!({ "kind": "removed", "number": number }),
        Finding::Inserted(number) => json!({ "kind": "inserted", "number": number }),
        Finding::Copied(number) => json!({ "kind": "copied", "number": number }),
        Finding::Exchanged { seal, first, last } => {
            json!({ "kind": "exchanged", "seal": seal, "first": first, "last": last })
        }
        Finding::SealChanged(seal) => json!({ "kind": "seal-changed", "seal": seal }),
        Finding::SealRemoved(seal) => json!({ "kind": "seal-removed", "seal": seal }),
        Finding::HeadDiffers(seal) => json!({ "kind": "head-differs", "seal": seal }),
    }
}
