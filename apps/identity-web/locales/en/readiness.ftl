# Who could not get back in.

readiness-index = Readiness
readiness-title = Who could not get back in
readiness-lead = If they forgot their password today, the people below would be locked out for good, or nearly.
readiness-all-well = Everybody could get back in today.
readiness-from-the-start = From the start
readiness-cannot = No way back alone
readiness-cannot-none = Nobody: everyone has a way back.
readiness-cannot-word = Cannot recover
readiness-at-risk = One accident away
readiness-at-risk-none = Nobody.
readiness-at-risk-word = At risk
readiness-look-on = Nobody among those that were looked at so far; there are more to look at.
readiness-in-all = In all
readiness-in-all-hint = Everyone who is not suspended
readiness-active = People
readiness-without-address = Without a contact address
readiness-unconfirmed = With an address that was never confirmed
readiness-at-least =
    { $count ->
        [one] one or more
       *[other] { $count } or more
    }
readiness-drill = Whoever runs the server can rehearse all of it with { $command }.
unready-no-address = No contact address
unready-no-address-why = No code and no link can reach this person.
unready-bouncing = Mail comes back
unready-bouncing-why = The latest mail was not delivered, { $at }.
unready-exhausted = A hundred wrong passwords in a row
unready-exhausted-why = Only another password helps, and there is no address for the link to it.
unready-suspended-owner = The owner is suspended
unready-suspended-owner-why = Nobody here is stronger: whoever runs the server can reinstate the account.
unready-nobody-administers = Nobody could administer
unready-nobody-administers-why = No account that may enter the console has a way in. Only break-glass at the server helps.
unready-never-confirmed = Address never confirmed
unready-never-confirmed-why = We do not know whether anybody reads it. Opening a link that was mailed there confirms it; the person can ask for one under “My account”.
unready-never-came-in = No password yet
unready-never-came-in-why = No welcome link is good any more.
unready-sole-administrator = Nobody else administers
unready-sole-administrator-why = If this person loses the mailbox, only break-glass at the server helps.
unready-add-address = Add an address
unready-correct-address = Correct the address
unready-confirm-address = Confirm it
unready-open-account = Open the account
unready-send-welcome = Send the welcome link
unready-appoint = Appoint a second one
unready-at-the-server = At the server
