# No, and not now; and the two pages that every footer leads to.

not-found-title = There is no such page
not-found-lead = Perhaps the address was cut short on its way here. Nothing is wrong with your account.
forbidden-title = This page is not open to you
forbidden-lead = Your account does not let you in here. If you need it, ask the administrator of your organization.
stale-form-title = That form was too old
stale-form-lead = Nothing was done with what you sent. Open the page again and send it once more.
throttled-title = A moment, please
throttled-lead = So much has come from your network that we listen again at { $until }. Nothing is lost, and nothing is barred because of it.
busy-title = Not at this moment
busy-lead =
    { $seconds ->
        [one] We cannot do this just now. Try again in a second: nothing is lost.
       *[other] We cannot do this just now. Try again in { $seconds } seconds: nothing is lost.
    }
unreadable-title = We could not read that
unreadable-lead = What your browser sent is not what the page sends. Nothing was done with it.
too-large-title = That was too long
too-large-lead = What was sent is longer than anything that we take: a password has at most 1,024 bytes, which is about a thousand letters. Nothing was done with it.
fault-title = Something broke on our side
fault-lead = It is not your fault, and what you were doing was not done. Try again in a few minutes.
fault-mention = If you tell somebody, mention { $reference } and { $at } ({ $zone }).
privacy-title = Privacy
privacy-lead = These pages know who may sign in, and nothing else about you.
privacy-kept = What is kept
privacy-kept-account = Your login name, the name that you are called by, your language, your contact address if you have one, and a digest from which your password cannot be read.
privacy-kept-events = When and from which network address somebody signed in or tried to, and what was changed about the account: so that you and the administrators of your organization can see whether it was you.
privacy-cookies = Cookies
privacy-cookies-text = One keeps you signed in, one protects the forms, one remembers the language, and one recognises this device, so that strangers cannot lock you out of it. None of them is for anybody else.
privacy-not = What is not done
privacy-not-text = No page loads anything from elsewhere, nobody is measured or followed, and no code or link that opens something is kept in readable form.
privacy-who = Who answers for it
privacy-who-text = The organization that gave you your account decides what it is used for and how long it is kept. Ask it to see, correct or delete what it holds about you.
accessibility-title = Accessibility
accessibility-lead = These pages are made to be used by everybody; the yardstick is WCAG 2.2, level AA.
accessibility-how = Everything works with the keyboard alone, at 320 pixels width, with large text, in light and dark colours. No meaning hangs on colour alone, and every error is named at the top of the page and beside its field.
accessibility-script = JavaScript is not needed. Where it runs, it shows passwords on request, checks the password rules as you type and tidies the address bar.
accessibility-limits = Where they fall short
accessibility-limits-text = The pages are checked by machine, and not yet by people who use a screen reader every day. Unlock codes and links are good for a limited time, for safety; others can be had, at most three in an hour.
accessibility-tell = Does something stand in your way? Tell whoever gave you your account: we want to know.
