# The list of accounts: order, many at once, lists that come in and go out as files.

people-search = Search by name, login name or address
people-state = State
people-order = Order
people-name = Name
people-made = Added
people-made-at = added { $at }
people-table = Accounts, in the order chosen
people-never = Never signed in
people-no-address = Without a contact address
people-unconfirmed = Address never confirmed
people-sort-login = Login name
people-sort-login-down = Login name, backwards
people-sort-name = Name
people-sort-name-down = Name, backwards
people-sort-signed-in = Last sign-in, longest ago first
people-sort-signed-in-down = Last sign-in, latest first
people-sort-made = Added, oldest first
people-sort-made-down = Added, newest first
people-none-found-text = Search for a part of the name, of the login name or of the contact address, or choose another state or language.
people-import = Import a list
people-export = Export
people-do = What to do with those chosen
people-go = Do it
people-reset = Send the reset link
people-all =
    { $count ->
        [one] or the one that the list has
       *[other] or all { $count } that the list has
    }
people-too-many = To take all, narrow the list to { $most } or fewer.

happened-reset-ordered = Reset link ordered

bulk-back = Back to the list
bulk-nobody = Nobody was chosen
bulk-nobody-text = Tick the accounts in the list, then choose what to do.
bulk-ask-unlock = Unlock these accounts?
bulk-ask-suspend = Suspend these accounts?
bulk-ask-reinstate = Reinstate these accounts?
bulk-ask-reset = Send these people the reset link?
bulk-ask-welcome = Send these people the welcome link?
bulk-told-all = Done
bulk-told-some = Not all of it was done
bulk-told-none = Nothing was done
bulk-ask-lead =
    { $act ->
        [suspend]
            { $count ->
                [one] One person can no longer sign in. Sessions, codes, links and known devices end at once; nothing else is lost, and you can reinstate the account.
               *[other] { $count } people can no longer sign in. Sessions, codes, links and known devices end at once; nothing else is lost, and you can reinstate the accounts.
            }
        [reinstate]
            { $count ->
                [one] One person can sign in again, with the password they have.
               *[other] { $count } people can sign in again, with the passwords they have.
            }
        [reset]
            { $count ->
                [one] One person gets a mail with a link to choose another password. The present one goes on working until then.
               *[other] { $count } people get a mail with a link to choose another password. The present ones go on working until then.
            }
        [welcome]
            { $count ->
                [one] One person gets a mail with a link to choose the first password. An older link stops working.
               *[other] { $count } people get a mail with a link to choose the first password. Older links stop working.
            }
       *[unlock]
            { $count ->
                [one] One lockout ends. The right password is still needed.
               *[other] { $count } lockouts end. The right passwords are still needed.
            }
    }
bulk-ask-act =
    { $act ->
        [suspend]
            { $count ->
                [one] Suspend one account
               *[other] Suspend { $count } accounts
            }
        [reinstate]
            { $count ->
                [one] Reinstate one account
               *[other] Reinstate { $count } accounts
            }
        [reset]
            { $count ->
                [one] Send one reset link
               *[other] Send { $count } reset links
            }
        [welcome]
            { $count ->
                [one] Send one welcome link
               *[other] Send { $count } welcome links
            }
       *[unlock]
            { $count ->
                [one] Unlock one account
               *[other] Unlock { $count } accounts
            }
    }
bulk-told =
    { $act ->
        [suspend]
            { $count ->
                [0] No account was suspended.
                [one] One account was suspended.
               *[other] { $count } accounts were suspended.
            }
        [reinstate]
            { $count ->
                [0] No account was reinstated.
                [one] One account was reinstated.
               *[other] { $count } accounts were reinstated.
            }
        [reset]
            { $count ->
                [0] No reset link is on its way.
                [one] One reset link is on its way.
               *[other] { $count } reset links are on their way.
            }
        [welcome]
            { $count ->
                [0] No welcome link is on its way.
                [one] One welcome link is on its way.
               *[other] { $count } welcome links are on their way.
            }
       *[unlock]
            { $count ->
                [0] No account was unlocked.
                [one] One account was unlocked.
               *[other] { $count } accounts were unlocked.
            }
    }
bulk-these =
    { $count ->
        [one] This one
       *[other] These { $count }
    }
bulk-those =
    { $count ->
        [one] Done for one
       *[other] Done for { $count }
    }
bulk-cannot =
    { $count ->
        [one] One stays as it is
       *[other] { $count } stay as they are
    }
bulk-not =
    { $count ->
        [one] Not done for one
       *[other] Not done for { $count }
    }
bulk-so-already =
    { $count ->
        [one] One was so already
       *[other] { $count } were so already
    }
bulk-not-table = Accounts for which it is not done, with the reason
bulk-done-table = Accounts for which it is done
bulk-why = Why
bulk-unknown = An account that is not in the list
bulk-done = Done
bulk-already = So already
bulk-nothing-more = Nothing more is needed.
bulk-not-found = There is no such account
bulk-not-found-remedy = Look for it in the list once more.
bulk-stronger = The account may do more than yours
bulk-stronger-remedy = Ask somebody who may do at least as much.
bulk-own = It is your own account
bulk-own-remedy = Ask another administrator.
bulk-suspended = The account is suspended
bulk-suspended-remedy = Reinstate it first.
bulk-ended = The account has ended
bulk-ended-remedy = Edit it and take its end away.
bulk-no-address = There is no contact address
bulk-no-address-remedy = Edit the account and give it one: the link has nowhere to go.
bulk-no-password = There is no password yet
bulk-no-password-remedy = Send the welcome link instead, which leads to the first password.
bulk-has-password = There is a password already
bulk-has-password-remedy = Send the reset link instead, which leads to another password.
bulk-not-now = It could not be done just now
bulk-not-now-remedy = Try once more in a moment.

import-title = Import a list of people
import-lead = Choose a CSV file. You see first what it would do; nothing happens before you agree.
import-file = CSV file
import-file-hint = As your spreadsheet saves it: “CSV UTF‑8”, with a first line that names the columns. At most { $rows } rows and { $megabytes } MiB.
import-look = Look at the list
import-again = Choose the file again
import-columns-title = The columns
import-columns-text = In any order; only { $login } is needed. An empty cell leaves what there is as it is. Passwords are never in a list: each person chooses their own.
import-means-login = The login name, or its part before the slash. Whoever has it already is changed; for the others an account is made.
import-means-display-name = The name that others know the person by. A new account needs it.
import-means-language = The language that the person reads, such as it or en.
import-means-contact = The contact address. A hyphen alone takes it away.
import-means-state = Whether the person can sign in: write active or suspended.
import-example = For example:
import-nothing-changed = Nothing was changed
import-broken-title = The file cannot be read
import-wrong-title = Some lines are not right
import-wrong-lead =
    { $count ->
        [one] One line is not right, so nothing was changed. Put it right in your file, and choose it once more.
       *[other] { $count } lines are not right, so nothing was changed. Put them right in your file, and choose it once more.
    }
import-late-title = Something has changed in between
import-checked-title = What the list would do
import-checked-lead = Nothing has happened yet. All of it happens at once, or nothing does.
import-idle-lead = Everything is already as the list has it. There is nothing to do.
import-done-title = The list is imported
import-done-lead = All of it has happened. Each change is in the history of its account.
import-made = New accounts
import-changed = Changed accounts
import-unchanged = Unchanged
import-wrong = Not right
import-wrong-lines = What is not right
import-wrong-table = Lines that are not right, with what to do
import-line = Line
import-column = Column
import-columns = What changes
import-given = What is written there
import-what = What to do
import-whole-line = the whole line
import-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }
import-welcome = Send the welcome link
import-welcome-hint = Whoever is new and has a contact address gets a mail with a link to choose a password. Without it, you send it later from the list.
import-act =
    { $count ->
        [one] Import one account
       *[other] Import { $count } accounts
    }
import-no-file = No file was chosen. Choose one and look at it.
import-empty = The file is empty. Save the list once more.
import-too-large = The file has more than { $limit } MiB. Split it in two.
import-too-many = The list has more than { $limit } rows. Split it in two.
import-no-text = This is a spreadsheet or another kind of file. Save it as “CSV UTF-8” and choose that.
import-utf16 = The file is written in UTF-16 (“Unicode text”). Save it as “CSV UTF-8” instead.
import-encoding = Line { $line }, character { $character } is not UTF-8. Save the list as “CSV UTF-8”, so that accents are kept.
import-nul = Line { $line }, character { $character } is a NUL, which no text holds. Save the list once more from your spreadsheet.
import-unknown-column = Line 1, column { $column }: there is no column “{ $name }”. There are { $known }.
import-column-twice = Line 1, column { $column }: the column { $name } is there already. Take one of the two out.
import-no-login = Line 1 names no column login, by which accounts are found. Add it.
import-ragged = The line has { $cells } cells, and the first line { $head } columns. Look for a comma too many or too few, and put cells that hold commas in quotes.
import-line-break = The cell holds a line break: most likely a closing quote is missing.
import-too-long = Write at most { $limit } characters.
import-other-organization = This is a login name of another organization. Leave the part after the slash out.
import-state = Write active or suspended.
import-login-empty = Write a login name.
import-login-long = Write a login name of at most 64 characters.
import-login-characters = Use letters, digits, dots, hyphens or underscores, without spaces.
import-invisible = Take line breaks and invisible characters out.
import-link = Take addresses of pages and mailboxes out of the name.
import-language = Write two or three letters, such as it or en.
import-address = Write an address such as name@mail.example.
import-address-characters = Write one address, without spaces, commas or quotes.
import-address-long = Write an address of at most 254 characters.
import-address-host = Write a host name after the @, such as mail.example.
import-no-name = Nobody has this login name yet, and a new account needs a name. Fill in display_name.
import-twice = The same login name stands in line { $first } already. Take one of the two out.
import-owner = No list changes the owner. Take the line out.
import-stronger = The account may do more than yours. Take the line out, or ask somebody who may do as much.
import-own = This is your own account, which you change under “My account”. Take the line out.
import-no-owner = An owner comes with the organization. Write the part before the slash.
