# Many accounts at once, and lists of people.

about-to-suspend-many =
    { $count ->
        [one] Suspending 1 account ends its sessions, forgets its known devices and kills every code and link: { $logins }. It can be reinstated.
       *[other] Suspending { $count } accounts ends their sessions, forgets their known devices and kills every code and link: { $logins }. They can be reinstated.
    }
would-suspend = Would suspend { $login }.
would-reinstate = Would reinstate { $login }.
would-send = Would send { $login } a link.
already-active = { $login } is not suspended.
reset-sent = A link to choose another password goes to { $login }; identity-web sends it, at once if it is running.
welcome-sent = A link to choose the first password goes to { $login }; identity-web sends it, at once if it is running.
nobody-named = Nobody was named.
not-helped = { $what } { $remedy }
unfit-suspended = { $login } is suspended.
unfit-suspended-remedy = Reinstate it first: identity account reinstate { $login }
unfit-ended = The account { $login } has ended.
unfit-ended-remedy = Take its end away: identity account edit { $login } --no-end
unfit-no-address = { $login } has no contact address.
unfit-no-address-remedy = Give it one: identity account edit { $login } --address ADDRESS
unfit-no-password = { $login } has no password yet.
unfit-no-password-remedy = Send the link to the first one: identity account welcome { $login }
unfit-has-password = { $login } has a password already.
unfit-has-password-remedy = Send the link to another one: identity account reset { $login }
not-now = It could not be done for { $login } just now.

event-reset-sent = reset link ordered
event-accounts-imported = list of people imported
event-accounts-exported = list of people exported

importing =
    { $count ->
        [one] Importing 1 row
       *[other] Importing { $count } rows
    }
exporting = Exporting
exported =
    { $count ->
        [one] Exported 1 account to { $path }.
       *[other] Exported { $count } accounts to { $path }.
    }
column-line = Line
column-column = Column
column-cell = What stands there
column-remedy = What to do
column-outcome = What it does
outcome-made = new account
outcome-changed = changes { $columns }
import-done = Imported the list: { $made } made, { $changed } changed, { $unchanged } unchanged.
import-would = The list would be imported: { $made } made, { $changed } changed, { $unchanged } unchanged.
import-idle =
    { $count ->
        [one] The 1 account is already as the list has it. Nothing was changed.
       *[other] All { $count } accounts are already as the list has them. Nothing was changed.
    }
import-refused =
    { $count ->
        [one] 1 line is not right, so nothing was changed. Put it right and import the list again.
       *[other] { $count } lines are not right, so nothing was changed. Put them right and import the list again.
    }
import-more = ... and { $count } more; --json shows all.
import-no-name = Fill in display_name: nobody has this login name yet, and a new account needs one.
import-twice = Take one of the two out: the same login name stands in line { $first } already.
import-owner = Take the line out: no list changes the owner.
import-stronger = Take the line out: the account is stronger.
import-ragged = Look for a comma too many or too few: the line has { $cells } cells, the first line { $head } columns.
import-line-break = Look for a closing quote that is missing: the cell holds a line break.
import-other-organization = Leave the part after the slash out: it is a login name of another organization.
import-state = Write active or suspended.
list-unread = The list { $path } cannot be read: { $reason }.
list-unread-remedy = Name a file that is there and may be read, or - for standard input.
list-empty = The list is empty.
list-too-large = The list has more than { $limit } MiB.
list-too-many = The list has more than { $limit } rows.
list-no-text = This is a spreadsheet or another kind of file, not a CSV file.
list-utf16 = The list is written in UTF-16.
list-encoding = Line { $line }, character { $character } of the list is not UTF-8.
list-nul = Line { $line }, character { $character } of the list is a NUL, which no text holds.
list-unknown-column = Line 1, column { $column } of the list: there is no column “{ $name }”.
list-unknown-column-remedy = There are { $known }.
list-column-twice = Line 1, column { $column } of the list: the column { $name } is there already.
list-column-twice-remedy = Take one of the two out.
list-no-login = Line 1 of the list names no column login.
list-no-login-remedy = Add it: accounts are found by it.
list-save-again = Save the list once more, with a first line that names the columns.
list-save-as-utf8 = Save it as CSV in UTF-8.
list-split = Split it in two.
