# The console's audit log and its overview.

console-records = Records
audit-title = Audit log
audit-lead = Everything that was done here: who, to whom, from where. Lines are sealed seconds after they are written; what somebody changes afterwards is found.
audit-table = The audit log, the latest line first
audit-from = From day
audit-to = To day
audit-anything = Anything
audit-about = On whom (login name)
audit-by = By whom (login name)
audit-kind = Or by whom else
audit-network = From network
audit-by-anybody = Anybody
audit-by-stranger = Somebody not signed in
audit-column-about = On whom
audit-number = No. { $number }
audit-unsealed = not sealed yet
audit-acts-for = for { $organization }
audit-gone = An account that is not shown here
audit-none = No line is like that
audit-none-text = Choose other days, or leave a field empty.
audit-show-all = Show the whole log
audit-shown =
    { $count ->
        [one] One line shown
       *[other] { $count } lines shown
    }
audit-later = Later
audit-earlier = Earlier
audit-export = Take it with you
audit-export-text = All lines that these filters find, the earliest first. The CSV is safe to open in a spreadsheet.
audit-export-csv = CSV
audit-export-jsonl = JSON Lines
audit-wrong-from = Write the first day as year, month and day: 2026-11-24.
audit-wrong-to = Write the last day as year, month and day: 2026-11-24.
audit-wrong-about = On whom: nobody here has that login name.
audit-wrong-by = By whom: nobody here has that login name.
audit-wrong-network = Write an address or a network: 192.0.2.7, 192.0.2.0/24, 2001:db8::/32.

did-sign-in-failed = Sign-in failed
did-sign-in-too-late = Right password, but locked meanwhile
did-unlocked = Unlocked
did-login-names-requested = Asked for login names
did-organization-opened = Organization opened
did-organization-changed = Organization changed
did-policy-changed = Policy changed
did-account-readdressed = Contact address replaced
did-welcome-sent = Welcome link sent again
did-reset-sent = Reset link sent
did-accounts-imported = List of people imported
did-accounts-exported = List of people exported
did-profile-defined = Profile defined
did-profile-changed = Profile changed
did-profile-removed = Profile removed
did-session-named = Session named
did-letter-readied = Letter made ready
did-letter-settled = Letter settled
did-letter-retried = Letter sent again
did-break-glass-opened = Link made that gives the account back
did-break-glass-used = Account given back with the link
did-break-glass-password-set = Password set at the server
did-break-glass-rehearsed = Break-glass rehearsed
did-installation-restored = Database restored from a backup
did-lockout-carried-over = Lockout carried over a restore
did-audit-pruned = Old lines of the log taken out
detail-unknown-name = nobody has the name
detail-no-password = no password yet
detail-wrong-password = wrong password
detail-suspended = suspended
detail-password = password
detail-unlock-code = unlock code
detail-by-code = by code
detail-by-link = by link
detail-by-administrator = by an administrator
detail-by-operator = by the operator
detail-letter-barred = sign-in barred
detail-letter-unlock = unlock code
detail-letter-reset = reset link
detail-letter-welcome = first password
detail-letter-login-names = login names
detail-letter-password-changed = password changed
detail-letter-confirm-address = new address to confirm
detail-letter-agree-address = consent to a change of address
detail-letter-address-changed = address changed
detail-letter-break-glass = about a broken glass
detail-letter-drill = test mail
detail-reinstated = suspension ended
detail-letter-queued = waits for another try
detail-letter-sent = sent
detail-letter-refused = refused by the other side
detail-letter-given-up = given up
detail-letter-withheld = withheld: too many to that mailbox

overview-title = Overview
overview-lead =
    { $count ->
        [0] Nobody is locked out.
        [one] One person is locked out.
       *[other] { $count } people are locked out.
    }
overview-ask-locked = Who is locked out?
overview-locked =
    { $count ->
        [one] One person
       *[other] { $count } people
    }
overview-locked-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }
overview-locked-since = The first since { $at }
overview-look-and-unlock = Look and unlock
overview-nobody = Nobody
overview-nobody-text = Who gives too many wrong passwords shows here.
overview-ask-mail = Is the mail going out?
overview-mail-well = Yes
overview-mail-well-text = No letter has failed in the last 30 days.
overview-mail-failed =
    { $count ->
        [one] One letter failed
       *[other] { $count } letters failed
    }
overview-mail-failed-text = In the last 30 days. Most often an address is wrong.
overview-see-letters = See which
overview-ask-today = What happened today?
overview-today =
    { $count ->
        [0] No sign-in yet
        [one] One sign-in
       *[other] { $count } sign-ins
    }
overview-today-failed =
    { $count ->
        [0] No attempt failed
        [one] One attempt failed
       *[other] { $count } attempts failed
    }
overview-open-log = Open the audit log
overview-sign-ins = Sign-ins
overview-failures = Failed attempts
overview-lockouts = Lockouts
overview-plot = { $title } per day: { $total } in all. { $peak }
overview-peak = Most on { $day }: { $count }
overview-none = None in these days
overview-day = { $day } { $month }
overview-as-table = The same figures as a table
overview-table = The last 30 days, the latest first
overview-column-day = Day
