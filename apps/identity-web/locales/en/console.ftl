# The console.

console-index = Console index
console-every-day = Every day
console-yourself = Yourself
console-need-attention = need attention
console-accounts-title = Accounts
console-locked-title = Locked
console-locked-table = Locked accounts, the latest first
console-locked-none = Nobody is locked out.
console-locked-none-text = When somebody gives too many wrong passwords, you see here who it was, since when and from where, and can let them in again.
console-locked-lead =
    { $count ->
        [one] One person is locked out. Unlocking ends the lockout and nothing else: the right password is still needed.
       *[other] { $count } people are locked out. Unlocking ends the lockout and nothing else: the right password is still needed.
    }
console-add = Add an account
console-all = All accounts
console-show = Show
console-show-all = Show all accounts
console-none-found = No account is like that
console-empty = There is nobody here yet
console-empty-text = Every person who may sign in has an account. You give the login name and, if there is one, the contact address; each person chooses the password alone.
console-choose = Choose
console-choose-one = Choose { $name }
console-chosen = chosen
console-unlock = Unlock
console-unlock-chosen = Unlock those chosen
console-suspend = Suspend
console-reinstate = Reinstate
console-edit = Edit
console-welcome = Send the welcome link again
console-pages = Pages
console-shown =
    { $count ->
        [one] One account shown
       *[other] { $count } accounts shown
    }
console-previous = Previous
console-next = Next
console-never = Never
console-failures =
    { $count ->
        [one] one wrong password
       *[other] { $count } wrong passwords
    }
console-until-unlocked = When somebody unlocks it
console-new-title = Add an account
console-new-lead = The person gets a mail with the login name and a link to choose a password.
console-new-password = You choose no password: only the person ever knows it. Without a contact address the link has nowhere to go, and the person cannot choose one.
console-new-act = Add the account
console-edit-title = Edit { $name }
console-edit-lead = Change what is no longer right; the rest stays as it is.
console-edit-password = The password is not touched here. Whoever forgets it has a link mailed from the sign-in page.
console-conflict = Somebody else saved this account in between. Here is how it stands now: make your change once more.
console-owner-login = signs in with the handle itself
console-name = Own part of the login name
console-name-hint = What comes before the slash, as in { $login }
console-name-wrong = Use letters, digits, dots, hyphens or underscores, without spaces.
console-name-taken = Somebody else has this login name already.
console-display-name = Name of the person
console-display-name-hint = As others know them; shown in lists and mails
console-address = Contact address, if there is one
console-address-hint = Codes and links go there. Without it, the person cannot get back in alone and has to ask you.
console-language-hint = Of the pages and mails for this person
console-created = { $rank } since { $at }
console-ask-can = What can they do?
console-ask-back = Can they get back in?
console-ask-happened = What happened?
console-nothing-yet = Nothing yet
console-ways-open = The ways that are open today
console-live-sessions = Live sessions
console-history-table = The last events, the latest first
column-account = Account
column-state = State
column-rank = Rank
column-address = Contact address
column-locked-since = Locked since
column-ends = Opens again
column-when = When
column-what = What
column-who = Who
state-any = Any
state-active = Active
state-awaited = No password yet
state-locked = Locked
state-suspended = Suspended
state-since = since { $at }
state-since-from = since { $at }, from { $from }
state-locked-since = Locked since { $at }
state-suspended-since = Suspended since { $at }
rank-owner = Owner
rank-member = Member
back-yes = Yes, by mail
back-yes-why = The contact address is confirmed
back-perhaps = Perhaps, by mail
back-perhaps-why = There is a contact address, but it has never answered
back-no = Not alone
back-no-why = There is no contact address: no code and no link can reach them
back-suspended = Not while suspended
back-suspended-why = Reinstate the account first
actor-themselves = the person
actor-administrator = an administrator
actor-operator = the operator
actor-unknown = unknown
happened-created = Account added
happened-edited = Account edited
happened-language = Language chosen
happened-welcome-sent = Welcome link sent
happened-activated = First password chosen
happened-signed-in = Signed in
happened-sign-in-failed = Wrong password
happened-signed-out = Signed out
happened-stepped-up = Password confirmed
happened-barred = Locked out
happened-unlock-requested = Unlock code asked for
happened-unlock-sent = Unlock code sent
happened-unlock-failed = Wrong unlock code
happened-unlocked = Unlocked by mail
happened-unlocked-by-administrator = Unlocked
happened-reset-requested = Reset link asked for
happened-reset-sent = Reset link sent
happened-password-reset = New password by link
happened-password-changed = Password changed
happened-login-names-sent = Login names sent
happened-address-requested = New address asked for
happened-address-confirmed = Address confirmed
happened-address-changed = Contact address changed
happened-address-cancelled = Change of address called off
happened-session-ended = Session ended
happened-sessions-ended = Other sessions ended
happened-device-forgotten = Device forgotten
happened-suspended = Suspended
happened-reinstated = Reinstated
happened-barred-told = Mail about the lockout sent
happened-password-told = Mail about the changed password sent
happened-address-asked = Link to confirm the address sent
happened-address-told = Mail about the changed address sent
happened-mail-retried = Mail tried again
happened-session-named = Session named
happened-mail-failed = Mail not delivered
