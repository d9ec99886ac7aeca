//! What a host product declares.

use identity_core::domain::{
    kernel::Language,
    permission::{Catalogue, OwnPermission},
};

use super::*;

const MAIL: &str = "[[permissions.category]]\nname = \"mail\"\nlabel = { it = \"Posta\", en = \"Mail\" }\n";

fn permission(name: &str, more: &str) -> String {
    format!("[[permissions.permission]]\nname = \"{name}\"\ncategory = \"mail\"\nlabel = {{ en = \"Send\" }}\n{more}")
}

#[test]
fn categories_and_permissions_are_read_in_their_order() {
    let text = format!("{}{}{MAIL}", permission("mail.send", ""), permission("mail.sell", "owner_only = true\n"));
    let declared = Desk::with(text).load(&[]).unwrap().permissions;
    let names: Vec<_> = declared.permissions.iter().map(|one| (one.name.as_str(), one.owner_only)).collect();
    assert_eq!(names, [("mail.send", false), ("mail.sell", true)]);
    assert_eq!(declared.categories[0].labels.text(Language::ITALIAN), "Posta");
    assert_eq!(declared.categories[0].labels.text(Language::parse("fr").unwrap()), "Mail");
}

#[test]
fn a_list_may_stand_on_a_line_and_the_first_label_is_for_all_where_none_is_english() {
    let text = "[permissions]\n\
                category = [{ name = \"mail\", label = { it = \"Posta\", de = \"Post\" } }]\n\
                permission = [{ name = \"mail.send\", category = \"mail\", label = { it = \"Inviare\" } }]\n";
    let declared = Desk::with(text).load(&[]).unwrap().permissions;
    let labels = &declared.categories[0].labels;
    assert_eq!(["en", "it", "de"].map(|tag| labels.text(Language::parse(tag).unwrap())), ["Posta", "Posta", "Post"]);
    assert_eq!(declared.permissions.len(), 1);
}

#[test]
fn every_declaration_that_cannot_be_read_is_told_with_its_line() {
    let text = "[permissions]\nmailbox = 1\ncategories = []\n\
                [[permissions.category]]\n\
                [[permissions.category]]\nname = 3\nlabel = \"Mail\"\n\
                [[permissions.permission]]\nname = \"send\"\ncategory = \"mail\"\nowner_only = \"yes\"\nowner = true\n\
                [permissions.permission.label]\nen = \"www.mail.example\"\neng4 = \"x\"\nit = 1\nEN = \"Send\"\nfr = \"\"\n\
                [[permissions.permission]]\nname = \"mail.read\"\nlabel = {}\n";
    assert_snapshot!(Desk::with(text).refusal(&[]), @r#"
        identity.toml:2: permissions.mailbox: there is no such key
            identity.example.toml has every key that there is.
        identity.toml:3: permissions.categories: there is no such key
            Did you mean permissions.category?
        identity.toml:4: permissions.category: name is not given
            Write it as name = "mail".
        identity.toml:4: permissions.category: label is not given
            Write it as label = { en = "Mail", it = "Posta" }.
        identity.toml:6: permissions.category.name: has the wrong type, an integer
            Write it as name = "mail".
        identity.toml:7: permissions.category.label: has the wrong type, a text
            Write it as label = { en = "Mail", it = "Posta" }.
        identity.toml:9: permissions.permission.name: "send" is no name of a permission
            Give two to four words of a-z, 0-9 and - with dots between them, at most 64 characters, such as "mail.send".
        identity.toml:11: permissions.permission.owner_only: has the wrong type, a text
            Write it as owner_only = true.
        identity.toml:12: permissions.permission.owner: there is no such key
            Did you mean owner_only?
        identity.toml:14: permissions.permission.label.en: cannot be shown: addresses of pages, `<` and `>` cannot be part of a name
            Give a text of 1 to 80 characters on one line, with no address in it.
        identity.toml:15: permissions.permission.label.eng4: "eng4" is no language
            Give two or three letters, such as en or it.
        identity.toml:16: permissions.permission.label.it: has the wrong type, an integer
            Write it as label = { en = "Send mail", it = "Inviare posta" }.
        identity.toml:18: permissions.permission.label.fr: says nothing
            Give a text of 1 to 80 characters on one line, with no address in it.
        identity.toml:19: permissions.permission: category is not given
            Write it as category = "mail".
        identity.toml:21: permissions.permission.label: says nothing
            Give a text of 1 to 80 characters on one line, with no address in it.
        "#);
    assert_snapshot!(Desk::with("[permissions]\ncategory = 1\npermission = [{ name = \"a.b\" }, 2]\n").refusal(&[]), @r#"
        identity.toml:2: permissions.category: is a list of sections, not an integer
            Write each as a line [[permissions.category]] of its own, and its keys below.
        identity.toml:3: permissions.permission: is a list of sections, not a list of something else
            Write each as a line [[permissions.permission]] of its own, and its keys below.
        "#);
    let twice = MAIL.replace("it =", "EN =").replace("Posta", "Ma\\u200bil");
    assert_snapshot!(Desk::with(twice).refusal(&[]), @r#"
        identity.toml:3: permissions.category.label.EN: cannot be shown: line breaks and invisible characters cannot be used
            Give a text of 1 to 80 characters on one line, with no address in it.
        "#);
    assert_snapshot!(Desk::with(MAIL.replace("it =", "EN =")).refusal(&[]), @r#"
        identity.toml:3: permissions.category.label.en: has two texts in the language en
            Remove one of the two.
        "#);
    assert_snapshot!(Desk::with("[[permissions]]\nname = 1\n").refusal(&[]), @r#"
        identity.toml:1: permissions: is a section, not a list of sections
            Write it as a line of its own in brackets, and its keys below.
        "#);
    assert_snapshot!(from_environment(&[("IDENTITY__PERMISSIONS__CATEGORY", "mail")]).unwrap_err().to_string(), @r#"
        IDENTITY__PERMISSIONS__CATEGORY: there is no such key
            identity.example.toml has every key that there is.
        "#);
}

#[test]
fn every_declaration_that_the_catalogue_does_not_take_is_told_with_its_line() {
    let text = format!(
        "{MAIL}{MAIL}[[permissions.category]]\nname = \"the mail\"\nlabel = {{ en = \"Mail\" }}\n\
         [[permissions.category]]\nname = \"identity\"\nlabel = {{ en = \"Ours\" }}\n{}{}{}{}{}",
        permission("identity.accounts.read", ""),
        permission("mail.send", ""),
        permission("mail.send", ""),
        permission("mail.read", "").replace("\"mail\"", "\"the mail\""),
        permission("mail.drop", "").replace("\"mail\"", "\"post\""),
    );
    assert_snapshot!(Desk::with(text).refusal(&[]), @r#"
        identity.toml:5: permissions.category: `mail` is declared twice
            Remove one of the two, or give it another name.
        identity.toml:8: permissions.category: `the mail`: a category is named by one word of a-z, 0-9 and `-`, at most 32 characters
            Give such a name, such as "mail".
        identity.toml:11: permissions.category: `identity` is declared twice
            Portineria's own permissions are shown under that name: give another one.
        identity.toml:14: permissions.permission: `identity.accounts.read`: names that begin with `identity.` are Portineria's own
            Begin the name with a word of your own product's.
        identity.toml:22: permissions.permission: `mail.send` is declared twice
            Remove one of the two, or give it another name.
        identity.toml:30: permissions.permission: `mail.drop` is in the category `post`, which is not declared
            Declare it with [[permissions.category]], or name one that is declared.
        "#);
}

#[test]
fn the_catalogue_has_its_bound_and_the_example_says_which() {
    let most = Catalogue::LIMIT - OwnPermission::ALL.len();
    let many = |count: usize| {
        let all: String = (0..count).map(|number| permission(&format!("mail.p{number}"), "")).collect();
        Desk::with(format!("{MAIL}{all}"))
    };
    assert_eq!(many(most).load(&[]).unwrap().permissions.permissions.len(), most);
    assert_snapshot!(many(most + 1).refusal(&[]), @r#"
        identity.toml:1957: permissions.permission: a catalogue has at most 500 permissions
            Declare at most 488.
        "#);
    assert!(crate::example().contains(&format!("At most {most} permissions.")));
}

#[test]
fn a_name_and_a_label_have_their_bounds() {
    let label = |length: usize| {
        Desk::with(MAIL.replace("Posta", &"p".repeat(length)))
            .load(&[])
            .map(|settings| settings.permissions.categories.len())
    };
    assert!(label(80).is_ok() && label(81).is_err());
    let named = |length: usize| {
        Desk::with(format!("{MAIL}{}", permission(&format!("mail.{}", "s".repeat(length - 5)), ""))).load(&[])
    };
    assert!(named(64).is_ok() && named(65).is_err());
    let category =
        |length: usize| Desk::with(MAIL.replace("\"mail\"", &format!("\"{}\"", "m".repeat(length)))).load(&[]);
    assert!(category(32).is_ok() && category(33).is_err());
}
