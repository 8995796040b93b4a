"""What `make test-all` alone tries: journeys in a browser, a real proxy, oracles, files to pages.

Each stands beside the file that tries the same without a browser, or a proxy, in every run.
"""

from __future__ import annotations

JOURNEYS: dict[tuple[str, str], tuple[str, ...]] = {
    ("test_institution.py", "data_access/auth/test_identities.py"): (
        "test_a_verified_address_has_its_role_until_that_is_taken_or_it_signs_out",
        "test_who_cannot_be_known_is_a_visitor_and_told_what_to_do",
    ),
    ("test_institution.py", "pages/test_data_desk.py"): (
        "test_a_monitor_of_an_institution_brings_files_in",
    ),
    ("test_institution.py", "server/test_institution.py"): (
        "test_whoever_turns_back_at_the_institution_is_told_that_nothing_happened",
    ),
    ("test_institution.py", "components/entrance/test_landing.py"): (
        "test_who_comes_in_from_the_front_page_begins_at_what_waits_for_them",
    ),
    ("test_entrance.py", "data_access/auth/test_access.py"): (
        "test_a_session_of_one_server_process_is_good_on_another_and_ends_on_both",
    ),
    ("test_entrance.py", "server/test_entrance.py"): (
        "test_an_invited_juror_clicks_once_and_stays_in_until_signing_out",
        "test_a_link_that_gives_nothing_says_so_kindly",
        "test_a_forged_cookie_shows_what_the_public_sees",
        "test_a_demo_is_entered_with_one_click_that_leads_back",
    ),
    ("test_administration.py", "pages/test_audit_log.py"): (
        "test_the_log_is_filtered_in_the_address_and_downloads",
    ),
    ("test_administration.py", "pages/test_administration.py"): (
        "test_axe_finds_nothing_serious_and_nothing_is_wider_than_the_screen",
        "test_a_table_opened_after_a_role_was_taken_is_drawn_for_a_visitor_and_exports_are_logged",
        "test_a_leader_is_invited_comes_in_and_is_a_visitor_once_the_role_is_taken",
        "test_the_page_is_reached_and_its_tabs_are_turned_with_the_keyboard",
    ),
    ("test_administration.py", "components/test_frame.py"): (
        "test_on_a_telephone_the_menu_says_that_it_is_one",
    ),
    ("test_framing.py", "server/test_routes.py"): (
        "test_a_figure_is_shown_on_the_site_that_is_named_and_refused_on_every_other",
    ),
    ("test_house.py", "server/test_routes.py"): (
        "test_when_the_database_breaks_the_reader_gets_a_number_and_no_traceback",
    ),
    ("test_house.py", "components/test_language.py"): (
        "test_a_visitor_reads_the_language_of_the_browser",
        "test_a_language_chosen_is_remembered_and_the_place_stays",
    ),
    ("test_labour.py", "components/test_scope_bar.py"): (
        "test_a_place_chosen_is_in_the_address_and_a_link_reopens_it",
        "test_the_back_button_goes_back_to_the_place_before",
        "test_a_link_with_mistakes_says_so_and_shows_what_it_can",
        "test_another_measure_of_the_map_is_kept_in_the_address",
    ),
    ("test_labour.py", "components/test_downloads.py"): (
        "test_the_table_behind_a_figure_opens_and_downloads_with_its_provenance",
    ),
    ("test_overview.py", "pages/test_overview.py"): (
        "test_a_locality_is_one_press_away_and_each_finding_leads_on_in_the_same_place",
    ),
    ("test_sharing.py", "components/test_language.py"): (
        "test_the_link_has_a_language_only_where_the_address_names_one",
    ),
    ("test_sharing.py", "components/test_frame.py"): (
        "test_the_link_copied_is_the_view_that_the_reader_has",
        "test_where_the_browser_has_no_clipboard_the_link_is_copied_or_shown",
        "test_a_session_is_in_no_link",
    ),
    ("test_sharing.py", "components/test_printing.py"): (
        "test_the_print_button_prints_with_the_day_and_address_of_the_moment",
        "test_the_rules_of_an_edition_are_on_its_paper_and_its_form_is_not",
        "test_what_is_pressed_stays_off_the_paper_and_the_scope_goes_on_it",
        "test_the_dark_appearance_prints_dark_on_white",
    ),
    ("test_sharing.py", "components/methods/test_entries.py"): (
        "test_a_figure_leads_to_its_entry",
        "test_a_question_of_the_index_is_gone_to",
    ),
    ("test_data_desk.py", "pages/test_official_totals.py"): (
        "test_official_totals_are_told_only_after_a_second_click",
    ),
    ("test_data_desk.py", "components/desk/test_uploads.py"): (
        "test_a_file_that_is_too_large_or_of_another_kind_is_refused_in_a_sentence",
    ),
    ("test_scoring.py", "data_access/awards/test_scoring.py"): (
        "test_a_stale_tab_is_told_and_shows_both_versions_to_choose_from",
        "test_what_is_typed_into_a_sheet_that_was_sent_meanwhile_goes_into_the_correction",
        "test_after_the_deadline_no_open_tab_changes_a_score_whatever_its_clock_says",
    ),
    ("test_every_text.py", "components/awards/test_field_scripts.py"): (
        "test_a_text_is_whole_whatever_happens_while_it_is_typed",
    ),
    ("test_award_appeal.py", "data_access/awards/test_feedback.py"): (
        "test_from_a_juror_who_leaves_to_an_appeal_that_is_answered",
    ),
    ("test_scoring.py", "components/awards/test_field_scripts.py"): (
        "test_on_a_telephone_a_criterion_folds_to_its_level_and_the_next_one_opens",
    ),
    ("test_data_desk.py", "server/test_routes.py"): (
        "test_whose_desk_it_is_not_has_no_field_and_no_room_for_files",
    ),
    ("test_house.py", "server/test_entrance.py"): (
        "test_a_fresh_server_asked_first_for_a_page_shows_it_inside_the_shell",
    ),
    ("test_mapping_assistant.py", "pages/test_mapping_assistant.py"): (
        "test_the_scores_of_a_conference_system_and_the_next_ones",
        "test_the_records_of_a_case_system_and_the_next_ones",
        "test_a_list_of_people_and_the_next_one",
        "test_a_forms_export_and_the_next_one",
    ),
    ("test_labour.py", "pages/test_labour.py"): (
        "test_the_front_page_answers_where_staff_are_short",
    ),
    ("test_protected.py", "server/test_matrix.py"): (
        "test_a_fresh_server_shows_strangers_nothing_of_a_page_for_others",
    ),
    ("test_labour.py", "components/test_frame.py"): ("test_nothing_is_wider_than_a_telephone",),
}
BEHIND_A_PROXY = (
    "test_what_is_saved_through_one_process_every_other_one_shows",
    "test_a_reader_stays_with_a_process_and_goes_on_with_another_when_it_is_gone",
)
# R is on few machines; `test_survey.py` and `test_hiring.py` hold its values in every run.
BY_R = (
    "test_r_estimates_every_total_and_share_of_a_survey_alike",
    "test_r_finds_the_same_differences_of_two_figures_of_a_survey",
    "test_r_draws_the_same_curves",
    "test_r_finds_the_same_medians",
)
# The package of the ONS is on few machines, too; `test_disclosure.py` holds the table everywhere.
BY_ONS = "test_the_package_of_the_ons_shows_the_same_numbers"
# An import, a release and a dozen pages each; `test_truth.py` reads the same from rows.
THROUGH_PAGES = "test_pages_say_of_an_imported_programme_what_is_said_of_its_rows"
LEFT_TO_ALL = {
    **{
        f"tests/browser/{file}::{name}": f"tests/{stand_in}"
        for (file, stand_in), names in JOURNEYS.items()
        for name in names
    },
    "tests/server/api/test_api.py::test_schemathesis_finds_nothing_undocumented": (
        "tests/server/api/test_api.py"
    ),
    **{f"tests/r/test_r.py::{name}": "tests/data_access/measures/test_survey.py" for name in BY_R},
    f"tests/ons/test_ons.py::{BY_ONS}": "tests/data_access/test_disclosure.py",
    f"tests/truth/test_through_pages.py::{THROUGH_PAGES}": "tests/truth/test_truth.py",
    # One is tried in every run, of the briefing that the tests of its forms share.
    "tests/pages/test_every_comparison.py::test_no_briefing_compares_without_its_test": (
        "tests/components/reports/test_briefings.py"
    ),
    **{
        f"tests/server/test_deploy.py::{name}": "tests/server/test_entrance.py"
        for name in BEHIND_A_PROXY
    },
}
