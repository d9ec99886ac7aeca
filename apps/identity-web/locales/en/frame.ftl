# What every page has.

language-name = English
frame-skip = Skip to content
frame-language = Language
frame-error = Error
frame-problems =
    { $count ->
        [one] Something has to be put right
       *[other] { $count } things have to be put right
    }
frame-sign-out = Sign out
frame-console = Console
frame-index = Index
frame-house = Sign-in for { $organization }.
frame-zone = Times are in the zone { $zone }.
call-title = Is the mailbox no longer yours? Turn to
call-help = Do you need help? Turn to
call-contact-person = Contact person of { $organization }
call-operator = Looks after these pages
call-write = Write a mail
cancel = Cancel
save = Save
go-on = Go on
go-home = Go to your start page
go-to-start = Go to the start
go-to-sign-in = Go to sign-in
try-again = Try again
field-login = Login name
field-login-hint = For example { $collaborator }; an owner types only { $owner }
field-login-missing = Type your login name.
field-password = Password
field-address = Contact address
field-address-wrong = Type a mail address, such as name@mail.example.
field-display-name-wrong = Type a name that people can read: at most 80 characters, and no address of a page or a mailbox.
field-language = Language
way-forgot-password = I do not remember my password
way-forgot-password-hint = We mail you a link to choose another
way-forgot-login = I do not remember my login name
way-forgot-login-hint = We mail you the names that use your address
way-unlock = My access is barred
way-unlock-hint = We mail you an unlock code
way-sign-in = Back to sign-in
way-sign-in-hint = To check the login name
browser-on = { $browser } on { $system }
browser-unknown = A device that does not say what it is
