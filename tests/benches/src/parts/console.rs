//! Pages of the list of accounts, in an organization of a thousand and in one of a hundred thousand.

use anyhow::Result;
use data_encoding::BASE64URL_NOPAD;

use super::PEOPLE;
use crate::{
    Extent,
    figure::{Goal, ratios},
    house::House,
    load::{Until, crowd},
    report::Report,
};

/// What a page may take, in milliseconds, and what it may take more of where there are many.
const WITHIN: f64 = 50.0;
const GOAL: f64 = 1.5;

/// What is asked for: by what name, where, and whether as much is on the page whatever the size.
const PAGES: [(&str, &str, bool); 12] = [
    ("first page", "", true),
    ("by name", "?sort=name", true),
    ("by last sign-in, latest first", "?sort=-signed-in", true),
    ("newest first", "?sort=-made", true),
    ("in the middle, by login name", "?sort=login&after=MIDDLE", true),
    ("in the middle, by name, backwards", "?sort=-name&before=NAMED", true),
    ("never signed in (a quarter)", "?state=never", true),
    ("suspended (one in a thousand)", "?state=suspended", false),
    ("without an address (one in five hundred)", "?state=no-address", false),
    ("locked (nobody)", "?state=locked", false),
    ("search that finds some", "?q=person+77", false),
    ("search that finds nobody", "?q=zzzz", false),
];

pub(super) async fn measure(extent: Extent, report: &mut Report) -> Result<()> {
    let many = extent.of(100_000, 10_000);
    let houses = [House::of_one_organization(PEOPLE).await?, House::of_one_organization(many).await?];
    for (name, query, is_steady) in PAGES {
        let mut took = [Vec::new(), Vec::new()];
        for repetition in 0..=extent.of(5, 2) {
            for ((house, people), took) in houses.iter().zip([PEOPLE, many]).zip(&mut took) {
                let page = House::page_of_the_first(&address(query, people));
                let load = crowd(house.port, 1, vec![page], Until::Requests(extent.of(20, 5))).await?.all(200)?;
                // The first time fills caches.
                if repetition > 0 {
                    took.push(load.milliseconds(0.5));
                }
            }
        }
        let [few, most] = &took;
        report.figure(format!("{name}: half of them within, {PEOPLE} accounts"), "ms", few)?;
        let (figure, ratio) = (format!("{name}: half of them within, {many} accounts"), ratios(most, few));
        if query.starts_with("?q=") {
            report.figure(figure, "ms", most)?;
        } else {
            report.figure_with_goal(figure, "ms", most, Goal::AtMost(WITHIN))?;
        }
        let figure = format!("{name}: many to few");
        if is_steady {
            report.figure_with_goal(figure, "", &ratio, Goal::AtMost(GOAL))?;
        } else {
            report.figure(figure, "", &ratio)?;
        }
    }
    report.note(format!(
        "The owner of an organization of {PEOPLE} people and of one of {many} asks for pages of the list of accounts, 50 on each, one client after the \
         other. Where few are in a state, the smaller page has next to nobody on it. A search looks at every account of the organization until its pages \
         are counted: what it takes grows with the organization, and has no goal."
    ))?;
    for house in houses {
        house.end().await?;
    }
    Ok(())
}

/// The address, with places in the middle of the list in it.
fn address(query: &str, people: usize) -> String {
    let place = |text: &str| BASE64URL_NOPAD.encode(format!("0198f3a0-0000-7000-8000-000000000001t{text}").as_bytes());
    let middle = query
        .replace("MIDDLE", &place("person-50/office-5"))
        .replace("NAMED", &place(&format!("person {}", people / 2)));
    format!("/console/accounts{middle}")
}
