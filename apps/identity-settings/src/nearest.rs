//! What somebody who wrote an unknown name probably meant.

/// The candidate nearest to `name`, unless even that one is far off. Of equally near ones the first.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<(&'a str, usize)> {
    let bound = (name.chars().count() / 3).max(2);
    candidates
        .into_iter()
        .map(|candidate| (candidate, apart(name, candidate)))
        .filter(|(_, distance)| *distance <= bound)
        .min_by_key(|(_, distance)| *distance)
}

/// Letters to insert, remove or replace; a name that is the beginning of the other counts as one.
fn apart(left: &str, right: &str) -> usize {
    let (left, right) = (left.to_lowercase(), right.to_lowercase());
    if left != right && left.len().min(right.len()) >= 3 && (left.starts_with(&right) || right.starts_with(&left)) {
        return 1;
    }
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, letter) in left.chars().enumerate() {
        let mut diagonal = line;
        let mut before = line + 1;
        for (cell, other) in row.iter_mut().skip(1).zip(&right) {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = *cell;
            before = replaced.min(before + 1).min(*cell + 1);
            *cell = before;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_single_letters() {
        assert_eq!(apart("kitten", "sitting"), 3);
        assert_eq!(apart("listen", "listen"), 0);
        assert_eq!(apart("", "abc"), 3);
        assert_eq!(apart("abc", ""), 3);
        assert_eq!(apart("password", "password_file"), 1);
    }

    #[test]
    fn a_slip_finds_its_key_and_nonsense_finds_none() {
        let names = ["listen", "base_url", "time_zone"];
        assert_eq!(nearest("lisen", names), Some(("listen", 1)));
        assert_eq!(nearest("baseurl", names), Some(("base_url", 1)));
        assert_eq!(nearest("TIME_ZONE", names), Some(("time_zone", 0)));
        assert_eq!(nearest("colour", names), None);
    }
}
