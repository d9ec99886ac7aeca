//! The one list of the facts.

/// One test for each fact that a store must hold, so that the first that fails hides no other.
///
/// Takes an expression that makes a fresh, empty store: an [`Arc`](std::sync::Arc) of it, or a pair of that
/// and of what must live as long. The expression is evaluated in each test and may be awaited. Attributes
/// in front of it go to every test. See [the crate's front page](crate#proving-a-store).
#[macro_export]
macro_rules! conformance {
    (@take [$($taken:tt)*] #[$attribute:meta] $($rest:tt)+) => {
        $crate::conformance! { @take [$($taken)* #[$attribute]] $($rest)+ }
    };
    (@take $attributes:tt $fresh:expr $(,)?) => {
        $crate::every_fact! { conformance_tests { $attributes ($fresh) } }
    };
    ($($attributes_and_fresh_store:tt)+) => {
        $crate::conformance! { @take [] $($attributes_and_fresh_store)+ }
    };
}

/// Hands the list to another macro of this crate, with what is to be done.
#[doc(hidden)]
#[macro_export]
macro_rules! every_fact {
    ($then:ident $with:tt) => {
        $crate::$then! { $with
            a_change_lands_whole
            an_overtaken_change_leaves_no_trace
            a_change_of_very_many_lands_whole_or_not_at_all
            a_reliance_that_moved_overtakes
            writes_of_one_kind_happen_in_their_order
            two_edits_of_one_version_land_once
            an_edit_of_nothing_is_overtaken
            changes_that_cross_all_land
            found_happens_once_even_in_a_race
            a_handle_is_taken_once
            an_organization_is_found_by_id_and_by_handle
            organizations_are_listed_in_the_order_of_their_handles
            a_login_name_is_taken_once
            a_login_name_stays_when_its_account_is_replaced
            a_sign_in_is_marked_without_moving_the_version
            a_login_name_leads_to_its_organization_and_account
            an_address_finds_its_active_accounts_whatever_its_case
            a_crowded_address_finds_fifty
            accounts_are_found_by_many_login_names_at_once
            pages_follow_each_other_without_gaps
            pages_tell_what_lies_beyond_them
            a_search_takes_its_text_as_it_is
            a_search_knows_no_case
            a_search_knows_no_accents_and_finds_addresses
            every_order_shows_every_account_once
            a_place_of_another_order_is_the_start
            a_state_filter_shows_that_state_only
            a_list_is_narrowed_to_those_in_need
            a_list_is_narrowed_to_one_language
            accounts_are_counted_up_to_a_bound
            filtered_pages_follow_each_other_too
            other_organizations_never_show
            an_untouched_guard_reads_as_untouched
            two_puts_of_one_version_land_once
            a_bounded_burst_of_reservations_never_exceeds_the_limit
            guards_of_names_kinds_and_devices_are_apart
            a_name_has_its_guards_of_one_kind_and_no_others
            a_refusal_is_marked_without_moving_the_version
            a_refusal_grows_nothing
            clear_all_reaches_device_guards
            a_clearing_overtakes_the_attempt_that_is_out
            clearing_nothing_lands
            barred_accounts_are_told_while_barred_only
            a_lockout_that_has_not_landed_is_told_too
            a_lockout_on_a_known_device_is_told_once_by_the_latest
            strangers_guards_are_swept_to_their_bound_and_known_ones_stay
            a_refused_guard_counts_as_touched
            a_name_that_is_given_keeps_its_guard
            a_swept_guard_overtakes_the_attempt_that_is_out
            a_spent_token_is_gone
            a_token_is_spent_once_even_in_a_race
            the_newest_token_replaces_the_older
            minting_in_a_race_leaves_one_token
            a_token_is_found_for_its_own_purpose_only
            killing_a_token_reaches_its_purpose_only
            kill_all_leaves_other_accounts_alone
            rotation_of_a_session_happens_once
            a_session_closes_for_its_own_account_only
            closing_all_sessions_leaves_the_one_that_stays
            session_reads_account_and_organization_as_they_are_now
            sessions_are_listed_the_latest_used_first
            a_closed_session_is_not_brought_back_by_a_mark
            old_sessions_are_swept
            a_device_is_known_to_its_own_account_only
            a_device_that_comes_back_takes_its_own_place
            the_device_longest_unused_makes_room
            a_device_is_forgotten_for_its_own_account_only
            a_letter_goes_to_one_claimant_in_a_race
            the_nearest_deadline_is_claimed_first
            a_letter_is_claimed_when_it_is_due_only
            a_mailbox_is_capped_exactly_even_in_a_race
            a_lapsed_claim_is_claimed_again
            a_late_settle_lands_while_nobody_else_has_claimed
            a_settle_with_a_lost_claim_is_overtaken
            a_claim_settles_once
            a_dropped_letter_is_gone
            only_a_refused_or_given_up_letter_is_retried
            letters_to_counts_by_mailbox_kind_and_time
            letters_are_listed_the_latest_first
            stretches_of_letters_follow_each_other_without_gaps
            letters_at_rest_are_swept
            the_latest_audit_lines_come_first
            an_account_shows_lines_about_it_and_by_it
            whoever_might_not_get_back_in_is_found
            pages_of_those_who_might_not_follow_each_other
            what_an_assessment_needs_stands_beside_the_account
            counts_go_as_far_as_they_are_asked_to
            lines_of_break_glass_are_found_among_all_others
            a_log_is_gone_through_the_oldest_first_by_its_words
            a_change_leaves_each_of_its_lines
            a_profile_name_is_taken_once_whatever_its_case
            a_profile_stays_in_its_organization
            a_profile_is_replaced_and_removed_as_it_was_read
            an_organization_has_its_bound_of_profiles
            a_removed_profile_is_gone
            profiles_are_listed_by_name_for_their_own_organization
            grantees_are_found_by_what_they_were_granted
            profiles_read_back_as_written
            rights_read_back_as_written
            an_epoch_ends_what_lived_before_it
            an_epoch_begins_once_even_in_a_race
            an_epoch_withdraws_what_was_given
            the_newest_line_is_told_and_found_again
            audit_pages_follow_each_other_without_gaps
            audit_filters_show_what_they_say
            every_event_of_a_change_is_recorded
            a_line_bears_its_mark
            a_seal_is_set_once_even_in_a_race
            a_seal_over_what_is_sealed_is_overtaken
            a_late_line_is_read_with_its_own_seal
            a_pruned_seal_stays_without_its_lines
            seals_of_before_can_be_pruned
            tallies_outlive_their_lines
            organizations_read_back_as_written
            accounts_read_back_as_written
            guards_read_back_as_written
            tokens_read_back_as_written
            sessions_read_back_as_written
            devices_read_back_as_written
            letters_read_back_as_written
            audit_lines_read_back_as_written
            invitations_read_back_as_written
            a_login_name_is_offered_once_at_a_time
            an_invitation_is_answered_once_and_stays_what_it_is
            an_invitation_opens_by_its_latest_link_only
            an_organization_has_its_bound_of_open_invitations
            invitations_are_listed_latest_first_for_their_own_organization
            invitations_are_counted_since_a_moment
            invitations_whose_time_is_over_are_found_oldest_first
            a_removed_account_takes_with_it_what_hangs_on_it
            an_epoch_takes_invitations_back
            letters_about_invitations_are_their_organizations
        }
    };
}

/// A test for each fact.
#[doc(hidden)]
#[macro_export]
macro_rules! conformance_tests {
    ({ $attributes:tt $fresh:tt } $($fact:ident)+) => {
        $($crate::conformance_test! { $attributes $fresh $fact })+
    };
}

/// The test for one fact. On a runtime of the kit's own, so that the store's crate needs none for it.
#[doc(hidden)]
#[macro_export]
macro_rules! conformance_test {
    ([$(#[$attribute:meta])*] ($fresh:expr) $fact:ident) => {
        #[test]
        $(#[$attribute])*
        fn $fact() {
            $crate::conformance::run(async {
                let fresh = $fresh;
                $crate::conformance::$fact($crate::conformance::Fresh::store(&fresh)).await;
            });
        }
    };
}

/// The facts as values.
#[doc(hidden)]
#[macro_export]
macro_rules! fact_table {
    ({} $($fact:ident)+) => {
        ::std::vec![$($crate::conformance::Fact {
            name: ::core::stringify!($fact),
            hold: |store| ::std::boxed::Box::pin($crate::conformance::$fact(store)),
        }),+]
    };
}

#[cfg(test)]
mod tests {
    /// A fact that is written but not listed would never be run.
    #[test]
    fn every_fact_is_listed_once() {
        let listed: Vec<&str> = crate::conformance::facts().iter().map(|fact| fact.name).collect();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/conformance");
        let mut written: Vec<String> = Vec::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let facts =
                text.lines().filter_map(|line| line.strip_prefix("pub async fn ")?.split_once("(store: Store)"));
            written.extend(facts.map(|(name, _)| name.to_owned()));
        }
        let mut sorted: Vec<String> = listed.iter().map(|name| (*name).to_owned()).collect();
        sorted.sort_unstable();
        written.sort_unstable();
        assert_eq!(sorted, written);
    }
}
