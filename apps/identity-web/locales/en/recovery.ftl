# A forgotten password, a forgotten login name, dead links.

forgot-password-title = Choose another password
forgot-password-lead =
    { $minutes ->
        [one] Tell us your login name: we mail a link to its contact address. It is good for one minute, once.
       *[other] Tell us your login name: we mail a link to its contact address. It is good for { $minutes } minutes, once.
    }
forgot-password-act = Send me the link
forgot-password-again = Send me another link
forgot-password-sent-lead = If { $login } has a contact address, a link to choose another password is on its way.
forgot-password-sent-lead-to = A link to choose another password for { $login } is on its way to { $address }.
forgot-password-sent-until = It is good until { $until }, once. You can close this page.
forgot-login-title = Which is my login name?
forgot-login-lead = Tell us your contact address: we mail you the login names that use it.
forgot-login-hint = The mail address at which we write to you
forgot-login-act = Send me my login names
forgot-login-other = Try another address
forgot-login-sent-lead = If any login names use { $email }, a mail that lists them is on its way there.
forgot-login-sent-none = Nothing arrives if no account uses that address: then try another of yours, or ask the administrator of your organization.
reset-title = Choose a new password
reset-lead = As soon as you save it, the old one stops working, the lockout ends if there was one, and every device is signed out.
reset-act = Save the new password
reset-done-title = Your new password is saved
reset-done-lead = Sign in with it. Every device that was signed in has been signed out.
welcome-title = Welcome: choose your password
welcome-lead = An administrator made this account for you. With a password of your own, it is yours.
welcome-act = Save the password
welcome-done-title = Your account is ready
welcome-done-lead = Sign in with your login name and the password that you have just chosen.
dead-link-title = This link no longer opens anything
dead-link-lead = It was used already, or its time is over, or a newer one took its place. Nothing is wrong with your account.
dead-link-new-code = Send me a new code
dead-link-new-link = Send me a new link
dead-link-mention = If you ask somebody about it, mention { $word } and { $at } ({ $zone }).
