//! What a lockout policy means, in plain words.

use super::frame::Page;
use super::markup::Markup;

/// A policy, and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Wrong passwords that bar.
    pub limit: u32,
    /// Seconds without another one after which they are forgotten.
    pub window: Option<u32>,
    /// Seconds that a lockout lasts; until somebody unlocks when there is none.
    pub bar: Option<u32>,
    /// The first wait between two tries and the longest, in seconds.
    pub delays: Option<(u32, u32)>,
    /// Tries that a guesser has in a day.
    pub tries_a_day: u32,
    /// Tries that anybody has in all, until the right password or a new one.
    pub tries_in_all: u32,
    /// Whether the masked address is shown to whoever types a login name.
    pub masked_address: bool,
    /// Whether the contact person is.
    pub contact: bool,
}

impl Meaning {
    pub(super) fn sentences(&self, page: &Page) -> Vec<Markup> {
        let after = match self.window {
            None => page.say("policy-means-limit").count("limit", self.limit),
            Some(window) => {
                page.say("policy-means-limit-window").count("limit", self.limit).markup("window", span(page, window))
            }
        };
        let bar = match self.bar {
            None => page.say("policy-means-until-unlocked"),
            Some(seconds) => page.say("policy-means-for").markup("span", span(page, seconds)),
        };
        let mut said: Vec<Markup> = vec![after.into(), bar.into()];
        if let Some((first, ceiling)) = self.delays {
            let delays = page.say("policy-means-delays").markup("first", span(page, first));
            said.push(delays.markup("ceiling", span(page, ceiling)).into());
        }
        let guesser = page.say("policy-means-guesser").count("tries", self.tries_a_day);
        said.push(guesser.count("all", self.tries_in_all).into());
        said.push(page.say("policy-means-device").into());
        let shown = match (self.masked_address, self.contact) {
            (false, false) => "policy-means-private",
            (true, false) => "policy-means-masked-address",
            (false, true) => "policy-means-contact",
            (true, true) => "policy-means-both",
        };
        said.push(page.say(shown).into());
        said
    }
}

/// A span in the largest unit that measures it without a rest.
pub(super) fn span(page: &Page, seconds: u32) -> Markup {
    let (key, count) = match seconds {
        _ if seconds.is_multiple_of(86_400) && seconds > 0 => ("time-span-days", seconds / 86_400),
        _ if seconds.is_multiple_of(3_600) && seconds > 0 => ("time-span-hours", seconds / 3_600),
        _ if seconds.is_multiple_of(60) && seconds > 0 => ("time-span-minutes", seconds / 60),
        _ => ("time-span-seconds", seconds),
    };
    page.say(key).count("count", count).into()
}
