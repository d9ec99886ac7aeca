# Choosing a password.

password-current = Current password
password-new = New password
password-new-hint = A phrase that you remember will do very well: spaces count.
password-show = Show
password-hide = Hide
password-rules = What the password needs
password-rule-length =
    { $min ->
        [one] At least one character
       *[other] At least { $min } characters
    }
password-rule-names = Is much more than your own names and those of the organization
password-rule-common = Is not one of the most used passwords
password-rule-met = done
password-rule-unmet = missing
password-too-short = It is too short: it takes at least { $min } characters.
password-too-long = It is too long: use fewer than a thousand characters.
password-own-name = It is little more than your names, or those of the organization.
password-common = Many people use it, so it would be tried first.
password-choose-another = Choose another password
password-not-right = It is not your password.
password-retype = Type your password again
password-set-mail = We write to your contact address that the password has changed, in case it was not you.
