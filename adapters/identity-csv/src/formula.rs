//! Cells that a spreadsheet would calculate are defused with an apostrophe when they are written, which is
//! taken away again when they are read. (OWASP, CSV Injection.)

/// Whether a spreadsheet takes a cell with this beginning for a formula; the wide letters too, which some
/// take for the narrow ones.
fn begins_a_formula(first: Option<char>) -> bool {
    first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'))
}

/// Whether what comes after the apostrophes at the beginning is a formula.
fn is_a_formula_behind_apostrophes(cell: &str) -> bool {
    begins_a_formula(cell.trim_start_matches('\'').chars().next())
}

/// The cell as it is written.
pub(crate) fn defused(cell: &str) -> String {
    if is_a_formula_behind_apostrophes(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell as it was before it was written.
pub(crate) fn undone(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_a_formula_behind_apostrophes(rest) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_formula_is_left_as_it_is() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert!(defused(cell).starts_with('\''), "{cell:?}");
            assert_eq!(undone(&defused(cell)), cell);
        }
        for cell in ["", "'", "Anna", "D'Angelo", "'tis", "1-1"] {
            assert_eq!(defused(cell), cell);
            assert_eq!(undone(cell), cell);
        }
    }

    proptest! {
        #[test]
        fn what_is_defused_is_undone(cell in "('{0,3}[=+@\\-\t\r]?)?.{0,20}") {
            let written = defused(&cell);
            prop_assert_eq!(undone(&written), cell.as_str());
            prop_assert!(!begins_a_formula(written.chars().next()));
        }
    }
}
