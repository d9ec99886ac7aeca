//! A measured number, and what it is held against.

use std::fmt;

use serde::Serialize;

/// What a figure should be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Goal {
    AtLeast(f64),
    AtMost(f64),
}

impl Goal {
    fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
        }
    }

    const fn limit(self) -> f64 {
        match self {
            Self::AtLeast(limit) | Self::AtMost(limit) => limit,
        }
    }
}

/// A number that was measured a few times.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Figure {
    #[serde(rename = "figure")]
    pub(crate) name: String,
    pub(crate) unit: &'static str,
    pub(crate) repetitions: Vec<f64>,
    pub(crate) median: f64,
    pub(crate) goal: Option<Goal>,
    pub(crate) met: Option<bool>,
}

impl Figure {
    pub(crate) fn new(name: impl Into<String>, unit: &'static str, repetitions: Vec<f64>) -> Self {
        Self { name: name.into(), unit, median: quantile(repetitions.clone(), 0.5), repetitions, goal: None, met: None }
    }

    /// The same, held against a goal.
    pub(crate) fn with_goal(mut self, goal: Goal) -> Self {
        // As it is shown, so that nothing is missed by a digit that nobody sees.
        let shown = shown(self.median).parse().unwrap_or(self.median);
        self.met = Some(goal.is_met(shown));
        self.goal = Some(goal);
        self
    }

    pub(crate) const fn has_goal(&self) -> bool {
        self.goal.is_some()
    }

    fn value(&self) -> String {
        let (least, most) = (quantile(self.repetitions.clone(), 0.0), quantile(self.repetitions.clone(), 1.0));
        let unit = if self.unit.is_empty() { String::new() } else { format!(" {}", self.unit) };
        if self.repetitions.len() < 2 {
            return format!("{}{unit}", shown(self.median));
        }
        format!("{}{unit} ({} to {})", shown(self.median), shown(least), shown(most))
    }

    fn verdict(&self) -> String {
        let Some(goal) = self.goal else { return String::new() };
        if self.met == Some(true) {
            return "ok".to_owned();
        }
        let off = (self.median / goal.limit() - 1.0).abs() * 100.0;
        format!("**missed** by {off:.0} %")
    }
}

/// A row of the table.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let goal = match self.goal {
            None => String::new(),
            Some(Goal::AtLeast(least)) => format!(">= {least}"),
            Some(Goal::AtMost(most)) => format!("<= {most}"),
        };
        write!(f, "| {} | {} | {goal} | {} |", self.name, self.value(), self.verdict())
    }
}

/// Three digits that tell something.
fn shown(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 0.1 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

/// The value below which this part of the values lies; the middle one for 0.5.
pub(crate) fn quantile(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    let place = (0..=last).find(|place| number(*place) >= part * number(last)).unwrap_or(last);
    values.get(place).copied().unwrap_or(f64::NAN)
}

/// A count as a number to divide by.
pub(crate) fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Pairs of measurements that were made one after the other, as ratios.
pub(crate) fn ratios(of: &[f64], to: &[f64]) -> Vec<f64> {
    of.iter().zip(to).map(|(of, to)| of / to).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_one_of_the_values() {
        let values = || vec![5.0, 1.0, 4.0, 2.0, 3.0];
        let shown = [0.0, 0.5, 0.99, 1.0].map(|part| shown(quantile(values(), part)));
        assert_eq!(shown, ["1.00", "3.00", "5.00", "5.00"]);
        assert!(quantile(Vec::new(), 0.5).is_nan());
    }

    #[test]
    fn a_row_says_by_how_much_a_goal_is_missed() {
        let figure = |values: &[f64], goal| Figure::new("ratio", "", values.to_vec()).with_goal(goal).to_string();
        assert_eq!(
            figure(&[0.4, 0.56, 0.6], Goal::AtLeast(0.7)),
            "| ratio | 0.56 (0.40 to 0.60) | >= 0.7 | **missed** by 20 % |"
        );
        assert_eq!(figure(&[75.0], Goal::AtMost(75.0)), "| ratio | 75.0 | <= 75 | ok |");
        assert_eq!(figure(&[90.0], Goal::AtMost(75.0)), "| ratio | 90.0 | <= 75 | **missed** by 20 % |");
        assert_eq!(Figure::new("size", "MB", vec![12.34]).to_string(), "| size | 12.3 MB |  |  |");
    }
}
