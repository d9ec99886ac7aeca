//! The console's first page: what happened lately, drawn, and who needs help.

use std::fmt::Write as _;

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::frame::{Page, View};
use super::markup::{Markup, escaped};

/// What has happened in the last days: `GET /console`.
#[derive(Clone, Debug, Template)]
#[template(path = "console/overview.html")]
pub struct ConsoleOverview {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked.
    pub locked_count: u64,
    /// Who they are; not for everybody to know.
    pub locked: Option<Locked>,
    /// How many letters could not be delivered; not for everybody to know either.
    pub failed_letters: Option<usize>,
    /// Day by day, the earliest first; the last is today.
    pub days: Vec<DayFigures>,
}

/// Who is locked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locked {
    /// The names of some of them, the latest first.
    pub names: Vec<String>,
    /// Since when the first of them is; none when nobody is locked.
    pub since: Option<DateTime<Utc>>,
}

/// What happened on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayFigures {
    /// Which.
    pub day: NaiveDate,
    /// How often somebody signed in.
    pub signed_in: u64,
    /// How often somebody failed to.
    pub failed: u64,
    /// How many lockouts began.
    pub locked_out: u64,
}

/// One quantity, drawn.
struct Plot {
    title: String,
    total: u64,
    drawing: Markup,
    first: Markup,
    peak: Markup,
    last: Markup,
}

/// The drawing's own measures; it is stretched to the width of its panel.
const WIDTH: u32 = 300;
const HEIGHT: u32 = 90;
const TALLEST: f64 = 86.0;

impl ConsoleOverview {
    fn plots(&self) -> Vec<Plot> {
        vec![
            self.plot("overview-sign-ins", "", |day| day.signed_in),
            self.plot("overview-failures", " peak", |day| day.failed),
            self.plot("overview-lockouts", " alarm", |day| day.locked_out),
        ]
    }

    /// `class` marks the highest bar, or every bar where it is an alarm.
    fn plot(&self, key: &'static str, class: &str, of: fn(&DayFigures) -> u64) -> Plot {
        let page = &self.page;
        let title = page.t(key);
        let counts: Vec<u64> = self.days.iter().map(of).collect();
        let (total, most) = (counts.iter().sum(), counts.iter().copied().max().unwrap_or(0));
        let day = |day: Option<&DayFigures>| day.map_or_else(Markup::default, |day| page.day(day.day));
        let at_peak = counts.iter().rposition(|count| *count == most).and_then(|at| self.days.get(at));
        let peak = if most == 0 {
            Markup::text(&page.t("overview-none"))
        } else {
            page.say("overview-peak").count("count", most).markup("day", day(at_peak)).into()
        };
        let label = page.say("overview-plot").text("title", &title).count("total", total).markup("peak", peak.clone());
        let mut drawing = format!(
            "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{label}\">\
             <path class=\"grid\" d=\"M0 30H{WIDTH}M0 60H{WIDTH}\"/>"
        );
        let step = f64::from(WIDTH) / f64::from(u32::try_from(counts.len().max(1)).unwrap_or(u32::MAX));
        for (count, at) in counts.iter().zip(0_u32..).filter(|(count, _)| **count > 0) {
            let height = (share(*count, most) * TALLEST).max(1.5);
            let is_marked = class == " alarm" || class == " peak" && *count == most && most > 3;
            let class = if is_marked { class } else { "" };
            let (x, y, width) = (f64::from(at) * step + step * 0.15, f64::from(HEIGHT) - height, step * 0.7);
            // Writing to a String cannot fail.
            let drawn = write!(
                drawing,
                "<rect class=\"bar{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
            );
            if drawn.is_err() {
                break;
            }
        }
        drawing.push_str("</svg>");
        Plot {
            title,
            total,
            drawing: Markup::trusted(drawing),
            first: day(self.days.first()),
            peak,
            last: day(self.days.last()),
        }
    }

    fn day(&self, day: &DayFigures) -> Markup {
        self.page.day(day.day)
    }

    fn latest_first(&self) -> impl Iterator<Item = &DayFigures> {
        self.days.iter().rev()
    }

    fn today(&self) -> DayFigures {
        let nothing = DayFigures { day: NaiveDate::default(), signed_in: 0, failed: 0, locked_out: 0 };
        self.days.last().copied().unwrap_or(nothing)
    }

    fn more_locked(&self, locked: &Locked) -> u64 {
        self.locked_count.saturating_sub(u64::try_from(locked.names.len()).unwrap_or(u64::MAX))
    }
}

#[expect(clippy::cast_precision_loss, reason = "a bar is drawn to a tenth of a unit")]
fn share(count: u64, most: u64) -> f64 {
    if most == 0 { 0.0 } else { count as f64 / most as f64 }
}

impl Page {
    /// A day without its year, for lists of the last weeks; plain text, since it also stands in labels.
    fn day(&self, day: NaiveDate) -> Markup {
        use chrono::Datelike as _;
        let month = self.words.t(super::moments::short_month_key(day.month()));
        let said = self.words.t_with("overview-day", &[("day", &day.day().to_string()), ("month", &month)]);
        Markup::trusted(escaped(&said))
    }
}

impl View for ConsoleOverview {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("overview-title")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::samples;

    fn overview(counts: &[u64]) -> ConsoleOverview {
        let first = NaiveDate::from_ymd_opt(2026, 10, 26).unwrap();
        let day =
            |(day, count): (NaiveDate, &u64)| DayFigures { day, signed_in: *count, failed: 0, locked_out: *count };
        ConsoleOverview {
            page: samples::signed_in("en"),
            locked_count: 0,
            locked: None,
            failed_letters: None,
            days: first.iter_days().zip(counts).map(day).collect(),
        }
    }

    #[test]
    fn a_bar_is_as_tall_as_its_share_and_nothing_has_none() {
        let mut counts = [0; 30];
        (counts[0], counts[1], counts[29]) = (50, 100, 1);
        let plot = overview(&counts).plot("overview-sign-ins", "", |day| day.signed_in);
        let svg = plot.drawing.to_string();
        assert_eq!(svg.matches("<rect").count(), 3);
        assert!(svg.contains("x=\"1.5\" y=\"47.0\" width=\"7.0\" height=\"43.0\""), "{svg}");
        assert!(svg.contains("x=\"11.5\" y=\"4.0\" width=\"7.0\" height=\"86.0\""), "{svg}");
        assert!(svg.contains("height=\"1.5\""), "{svg}");
        assert!(svg.contains("aria-label=\"Sign-ins per day: 151 in all. Most on 27 Oct: 100\""), "{svg}");
        assert_eq!(plot.total, 151);
    }

    #[test]
    fn where_nothing_happened_the_drawing_says_so() {
        let plot = overview(&[0; 30]).plot("overview-lockouts", " alarm", |day| day.locked_out);
        assert!(!plot.drawing.to_string().contains("<rect"));
        assert_eq!(plot.peak.to_string(), "None in these days");
    }
}
