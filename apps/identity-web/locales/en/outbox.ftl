# The letters of an organization.

console-outbox-title = Outgoing mail
outbox-lead = The mails to people of your organization, of the last 30 days. What failed can be sent again: its code or link is made anew, and older ones stop working.
outbox-none = No mail is like that
outbox-none-text = When a mail is on its way to somebody here, or could not be delivered, you see it in this list.
outbox-show-all = Show all mails
outbox-table = Mails, the latest first
outbox-choose-one = Choose { $letter }, { $name }
outbox-column-for = For
outbox-column-letter = Mail
outbox-column-why = What is known
outbox-nobody = Somebody who is not here any more
outbox-asked = asked for { $at }
outbox-tries =
    { $count ->
        [0] not tried yet
        [one] one try
       *[other] { $count } tries
    }
outbox-retry = Send again
outbox-retry-chosen = Send those chosen again
outbox-chosen = chosen
outbox-shown =
    { $count ->
        [one] One mail shown
       *[other] { $count } mails shown
    }
outbox-newer = Newer
outbox-older = Older
outbox-not-failed =
    { $count ->
        [one] One mail was not sent again
       *[other] { $count } mails were not sent again
    }
outbox-not-failed-text = It is on its way already, or gone. Below is how they stand now.
letter-queued = Waiting
letter-sending = Under way
letter-sent = Sent
letter-refused = Refused
letter-given-up = Given up
letter-withheld = Withheld
letter-next-try = next try { $at }
letter-again-from = taken up again, if need be, { $at }
letter-at = { $at }
letter-why-given-up = It could not be delivered while it was still of use.
letter-why-withheld = Too many mails of this kind were asked for within an hour.
letter-kind-barred = Sign-in is barred
letter-kind-unlock = Unlock code
letter-kind-reset = Reset link
letter-kind-welcome = Welcome link
letter-kind-login-names = Login names
letter-kind-password-changed = Password changed
letter-kind-confirm-address = Confirm the new address
letter-kind-agree-address = Consent from the old address
letter-kind-address-changed = Contact address changed
letter-kind-break-glass = About a broken glass
letter-kind-drill = Test mail of a drill
