//! Each story is told twice, in a house that keeps everything in `SQLite` and in one with `PostgreSQL`; a first run, which
//! makes a `SQLite` file, and the tour of every page are told once in each language.

#[macro_use]
mod telling;

mod findings;
mod house;
mod mails;
mod stranger;
mod visitor;

mod audit_log;
mod barred_and_back_in;
mod contact_address;
mod defined_in_the_console;
mod drill;
mod edited_meanwhile;
mod edited_with_a_password_manager;
mod every_page;
mod first_run;
mod forgotten_login_name;
mod forgotten_password;
mod given_back_by_the_operator;
mod given_back_in_the_dark;
mod invited;
mod kept_out_by_a_stranger;
mod locked_list;
mod masked_address;
mod organization_edited;
mod outbox;
mod people_import;
mod people_list;
mod permitted;
mod policies;
mod readiness;
mod sessions;
mod suspended;
mod unlocked_by_link;

journeys! {
    /// A3, A4, A5, E2.
    a_barred_person_gets_back_in_with_the_code => barred_and_back_in::on_a_phone_in_italian;
    /// A3, A4, D11.
    a_barred_person_gets_back_in_without_scripts => barred_and_back_in::without_scripts;
    /// A4.
    a_barred_person_gets_back_in_by_the_link_once => unlocked_by_link::story;
    /// B4, B7.
    a_forgotten_password_is_replaced_and_other_browsers_are_out => forgotten_password::story;
    /// B6.
    a_forgotten_login_name_comes_with_the_others_of_that_address => forgotten_login_name::story;
    /// A2.
    a_password_manager_breaks_nothing_when_a_person_is_edited => edited_with_a_password_manager::story;
    /// A1.
    a_person_defined_in_the_console_chooses_a_password_and_signs_in => defined_in_the_console::story;
    /// A7.
    the_operator_gives_a_sole_owner_without_an_address_the_account_back => given_back_by_the_operator::sole_owner_without_an_address;
    /// A7.
    the_operator_gives_a_suspended_owner_the_account_back_and_others_are_told => given_back_by_the_operator::suspended_owner;
    /// A8.
    an_administrator_sees_who_could_not_get_back_in_and_helps => readiness::story;
    /// A1: profiles, permissions by category, ends.
    somebody_may_do_what_they_were_granted_and_no_longer_than_that => permitted::story;
    /// B1, B2, B4, B5, B8, B9, B13.
    somebody_is_invited_acts_within_limits_and_is_removed => invited::story;
    /// B3: sent again, declined, taken back.
    an_invitation_that_is_over_opens_nothing_by_no_door => invited::over;
    /// A9.
    an_administrator_sees_who_is_locked_and_unlocks_one_and_several => locked_list::story;
    /// A9 for many at once.
    many_accounts_are_found_sorted_and_helped_at_once => people_list::story;
    /// D5.
    a_list_of_people_is_put_right_imported_and_exported => people_import::story;
    /// B13 as far as it is about standing.
    a_suspended_person_is_out_at_the_next_request_until_reinstated => suspended::story;
    /// D2.
    a_person_lists_names_and_ends_sessions => sessions::story;
    /// A4, B7: what a link to the old mailbox can still do.
    a_contact_address_changes_when_both_mailboxes_agree => contact_address::story;
    /// A11.
    a_stranger_bars_the_name_and_the_known_browser_still_signs_in => kept_out_by_a_stranger::story;
    /// A6.
    only_an_organization_that_chose_so_shows_the_masked_address => masked_address::story;
    /// A5.
    an_owner_names_the_contact_person_and_a_barred_person_reads_it => organization_edited::story;
    /// D3, D10.
    an_administrator_looks_at_what_happened_and_takes_the_log_along => audit_log::story;
    /// A10, E3.
    a_policy_is_read_previewed_tried_and_saved => policies::story;
    /// A10, D11.
    a_policy_is_previewed_and_saved_without_scripts => policies::without_scripts;
    /// D2 as far as mails go.
    mails_that_were_refused_are_seen_and_sent_again => outbox::story;
    /// D4 as far as two editors go.
    an_edit_that_was_overtaken_shows_what_there_is_now => edited_meanwhile::story;
}
