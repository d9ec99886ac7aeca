# The organization, in the console of its owner.

organization-title = Organization
organization-lead = What people read of it in their mails and on their pages.
organization-saved = Saved
organization-handle-stays = Part of every login name; it stays as it is
organization-language-hint = Of people whose own is not known
organization-contact = Contact person
organization-contact-lead = Whoever cannot get back in alone, since the mailbox is no longer theirs, finds here whom to turn to. Mails name this person; the sign-in page does only if the organization wants it so.
organization-contact-name = Name, if there is somebody
organization-nobody = Say who answers there: type the name.
organization-phone = Telephone, if there is one
organization-phone-wrong = Type a telephone number with digits, spaces and +.
organization-mail = Mail address, if there is one
organization-hours = When they answer, if it is known
organization-hours-hint = For example: Mon-Fri 9-18
organization-hours-wrong = Type it on one line, at most 80 characters long.
organization-conflict = Somebody else saved this organization in between. Here is how it stands now: make your change once more.
