# The start page and one’s own account.

home-greeting-morning = Good morning, { $name }
home-greeting-afternoon = Good afternoon, { $name }
home-greeting-evening = Good evening, { $name }
home-first-time = This is your first time here.
home-last = Last sign-in: { $at }, with { $browser }.
home-last-from = Last sign-in: { $at }, from { $network }, with { $browser }.
home-console = Open the console
home-key = Your key
home-no-address = You have no way back in
home-no-address-text = Without a contact address no code and no link can reach you: if you forget your password, you will have to ask an administrator.
home-no-address-act = Add a contact address
home-password-hint = Choose another whenever you like
home-sessions-hint =
    { $count ->
        [one] Signed in on this device only
       *[other] Signed in on { $count } devices
    }
home-address-hint = Where codes and links go
account-index = My account
account-home = Start page
account-language-title = Language
account-language-lead = In which language do we speak and write to you?
account-language-act = Use this language
account-address-title = Contact address
account-address-lead = Your codes and links go here, and the news when something changes about your account.
account-address-now = On file
address-confirmed = Confirmed
address-unconfirmed = Not confirmed
address-none = None
account-address-pending = { $address } is waiting to be confirmed
account-address-pending-until = Open the links in the mails by { $until }. Until then nothing changes.
account-address-old-done = The old address has agreed
account-address-old-open = The old address has still to agree
account-address-new-done = The new address has answered
account-address-new-open = The new address has still to answer
account-address-cancel = Keep the old address
account-address-change = Use another address
account-address-confirm = Confirm it, or use another
account-address-confirm-hint = As it stands, we mail it a link that confirms it. Type another one, and we write to both: the change counts when both have confirmed it.
account-address-both = We write to both addresses: the change counts when both have confirmed it.
account-address-one = We write to it: it counts when you have opened the link.
account-address-same = That is the address on file already.
account-address-act = Send the confirmation
address-link-title = Confirm the contact address
address-link-lead = With this button you agree to the change of the contact address.
address-link-lead-for = With this button you agree that codes and links go to { $address } from now on.
address-link-act = Confirm
address-link-not-you = Did you not ask for this? Then close the page: nothing changes. And choose a new password, because somebody may know yours.
address-waiting-title = One confirmation is still missing
address-waiting-lead = This address has confirmed. The change counts as soon as the other one does too: look at its mail.
address-changed-title = The contact address is changed
address-changed-lead = From now on your codes and links go to the new address. Those that were still open no longer work.
account-password-title = Password
account-password-lead = When you save a new password, your other devices are signed out; this one stays.
account-password-act = Save the new password
account-sessions-title = Sessions and devices
account-sessions-lead =
    { $count ->
        [one] Only this device is signed in as { $login }.
       *[other] { $count } devices are signed in as { $login }. If you do not recognise one, sign it out and choose a new password.
    }
account-sessions-table = Signed-in devices
account-session-rename = Give it a name
account-session-label = Name of this session
account-session-now = Signed in now
account-session-this = This one
account-session-end = Sign out
account-sessions-limits = A session ends by itself after { $idle } without use, and after { $absolute } in any case.
account-sessions-end-others =
    { $count ->
        [one] Sign out the other one
       *[other] Sign out the other { $count }
    }
account-devices = Known devices
account-devices-text = You have signed in from them before. If strangers guess wrong passwords until your name is barred, you can still sign in from here. Forget those that are no longer yours.
account-devices-none = None yet.
account-device-this = This device
account-device-forget = Forget
column-device = Device
column-from = From
column-last-seen = Last seen
column-since = Signed in since
column-action = Action
column-last-sign-in = Last sign-in
session-name-wrong = That name cannot be used: write it on one line, at most 120 characters long. The old one stays.
