//! What holds for every page, in every language.

use super::{Barred, Template as _, Words, samples};

/// Calls back with the language, the name and the HTML of every sample.
fn each_page(check: impl Fn(&str, &str)) {
    for language in Words::languages() {
        let pages = samples::all(&language.code);
        assert!(pages.len() > 70, "{} pages", pages.len());
        for (name, html) in pages {
            check(&format!("{name} in {}", language.code), &html);
        }
    }
}

/// The tags of one kind, as they stand in the page.
fn tags<'a>(html: &'a str, kind: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(kind).skip(1).filter_map(|rest| {
        let tag = rest.split('>').next()?;
        tag.starts_with([' ', '\n']).then_some(tag)
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

#[test]
fn every_page_has_one_heading_a_title_and_its_language() {
    each_page(|page, html| {
        assert!(html.starts_with("<!doctype html>"), "{page}");
        assert_eq!(html.matches("<h1").count(), 1, "{page}");
        for (open, close) in [("<h1>", "</h1>"), ("<h1 class=\"grow\">", "</h1>"), ("<title>", "</title>")] {
            if let Some((_, rest)) = html.split_once(open) {
                assert!(!rest.split(close).next().unwrap().trim().is_empty(), "{page}");
            }
        }
        let code = page.rsplit(' ').next().unwrap();
        assert!(html.contains(&format!("<html lang=\"{code}\">")), "{page}");
        assert!(html.contains("<main id=\"main\""), "{page}");
    });
}

#[test]
fn every_page_says_only_what_the_catalogue_holds() {
    each_page(|page, html| {
        assert!(!html.contains("Unknown localization"), "{page}");
        assert!(!html.contains("{ $") && !html.contains("{$"), "{page}");
        assert!(!html.chars().any(|c| c >= '\u{F0000}'), "{page}");
    });
}

#[test]
fn nothing_in_a_page_needs_a_weaker_policy() {
    each_page(|page, html| {
        assert!(!html.contains(" style=") && !html.contains("<style"), "{page}");
        for (_, rest) in html.match_indices("<script").map(|(at, _)| html.split_at(at)) {
            assert!(rest.starts_with("<script src=\"/assets/portineria.js?v="), "{page}");
        }
        assert!(!html.contains(" onclick") && !html.contains("javascript:"), "{page}");
        let mut elsewhere = html.replace("href=\"http://localhost:8080/", "");
        elsewhere.retain(|c| c != '\n');
        assert!(!elsewhere.contains("src=\"http") && !elsewhere.contains("href=\"http"), "{page}");
    });
}

#[test]
fn every_form_that_sends_carries_the_token() {
    each_page(|page, html| {
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            let tag = form.split('>').next().unwrap();
            assert!(tag.contains(" action=\"/"), "{page}: {tag}");
            if tag.contains("method=\"post\"") {
                assert!(form.contains("name=\"csrf\" value=\"c5rf&quot;&gt;&lt;script&gt;\""), "{page}: {tag}");
            } else {
                assert!(!form.contains("name=\"csrf\""), "{page}: {tag}");
            }
        }
    });
}

#[test]
fn every_field_has_a_label_and_a_word_for_the_browser() {
    each_page(|page, html| {
        let boxes = tags(html, "<input").chain(tags(html, "<select"));
        for tag in boxes.filter(|tag| !tag.contains("type=\"hidden\"")) {
            let labelled = attribute(tag, "id").is_some_and(|id| html.contains(&format!("<label for=\"{id}\">")));
            let inside =
                html.split_once(tag).is_some_and(|(before, _)| before.ends_with("<label class=\"tick\"><input"));
            assert!(labelled || inside, "{page}: {tag}");
            if html.contains("<select") && !tag.contains("type=") {
                continue;
            }
            assert!(attribute(tag, "autocomplete").is_some(), "{page}: {tag}");
        }
    });
}

#[test]
fn every_id_is_there_once_and_every_reference_leads_somewhere() {
    each_page(|page, html| {
        let mut ids: Vec<_> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{page}");
        for name in ["aria-describedby", "aria-labelledby", "data-rules", "data-eye", "popovertarget"] {
            for value in html.split(&format!(" {name}=\"")).skip(1) {
                for id in value.split('"').next().unwrap().split(' ') {
                    assert!(ids.contains(&id), "{page}: {name}={id}");
                }
            }
        }
        for anchor in html.split("href=\"#").skip(1) {
            let id = anchor.split('"').next().unwrap();
            assert!(ids.contains(&id), "{page}: #{id}");
        }
    });
}

#[test]
fn names_chosen_by_strangers_stay_text() {
    each_page(|page, html| {
        for markup in ["<script>", "<b>Longo", "<i>Rossi", "\"><script"] {
            assert!(!html.contains(markup), "{page}: {markup}");
        }
    });
    let list = samples::all("en");
    let html = |name| &list.iter().find(|(sample, _)| *sample == name).unwrap().1;
    assert!(html("console-accounts").contains("Davide &#60;b&#62;Longo&#60;/b&#62;"));
    assert!(html("account-sessions").contains("&#60;script&#62;alert(&#34;x&#34;)"));
}

#[test]
fn no_page_ever_holds_a_password() {
    each_page(|page, html| {
        for tag in tags(html, "<input").filter(|tag| tag.contains("type=\"password\"")) {
            assert!(!tag.contains(" value="), "{page}: {tag}");
        }
    });
}

#[test]
fn the_form_that_edits_a_person_has_nothing_that_a_tool_would_fill() {
    for (name, html) in samples::all("it") {
        if !name.starts_with("console-account-") {
            continue;
        }
        assert!(!html.contains("type=\"password\"") && !html.contains("type=\"email\""), "{name}");
        assert!(!html.contains("autocomplete=\"username\""), "{name}");
        for tag in tags(&html, "<input").filter(|tag| tag.contains("class=\"input")) {
            assert!(tag.contains("autocomplete=\"off\""), "{name}: {tag}");
            let field = attribute(tag, "name").unwrap();
            assert!(!["login", "name", "email", "username", "password"].contains(&field), "{name}: {field}");
        }
    }
}

#[test]
fn a_page_with_something_to_put_right_says_so_first() {
    each_page(|page, html| {
        let wrong = html.contains("aria-invalid=\"true\"");
        assert!(!wrong || html.contains("class=\"notice stop\""), "{page}");
        if wrong {
            let title = html.split("<title>").nth(1).unwrap();
            assert!(title.starts_with("Err"), "{page}");
            assert!(html.find("notice stop").unwrap() < html.find("<h1").unwrap(), "{page}");
        }
    });
}

#[test]
fn the_barred_page_is_the_same_for_every_name_that_is_typed() {
    let barred = |login: &str| {
        let view = Barred {
            page: samples::page("en"),
            login: login.to_owned(),
            valid_minutes: 30,
            masked_address: None,
            organization_contact: None,
            ends_at: None,
        };
        view.render().unwrap().replace(login, "NAME")
    };
    let html = barred("marco/studio-rossi");
    assert_eq!(html, barred("nobody/nowhere"));
    assert!(html.contains("too many wrong passwords in a row"));
    assert!(html.contains("Sportello accessi"), "the operator is named");
}

#[test]
fn each_page_has_at_most_one_primary_button() {
    each_page(|page, html| {
        let primary = html.matches("class=\"button\"").count() + html.matches("class=\"button small\"").count();
        assert!(primary <= 1, "{page}: {primary}");
    });
}
