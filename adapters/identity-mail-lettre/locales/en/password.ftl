## Passwords: the first, another, a changed one.

reset-subject = Choose another password for { $organization }
reset-preheader = The link is good once only, { $until }.
reset-title = Choose another password
reset-what = Another password was asked for, for the login name { $login }. Here you choose it:
reset-instead = An unlock code was asked for, for the login name { $login }. After so many wrong passwords a code is no longer enough: only another password opens the way again. Here you choose it:
reset-button = Choose another password
reset-valid = The link is good once only, { $until }.
reset-after = Once you have chosen it, every device that is signed in with the old one is signed out.
reset-not-you = You need do nothing: your password stays as it is. Do not forward this mail, because whoever has the link can choose your password. It was asked for { $at }.

welcome-subject = Your account at { $organization }
welcome-preheader = All that is left is to choose a password.
welcome-title = Your account is ready
welcome-what = { $organization } has made an account for you.
welcome-login = To sign in you type this login name:
welcome-link = All that is left is to choose your password:
welcome-button = Choose your password
welcome-valid = The link is good once only, { $until }. Later you can have another one from the person named below.
welcome-not-you = Without a password that you choose, nobody uses this account. If you do not know { $organization }, do nothing: the link ends by itself.

password-changed-subject = Your password at { $organization } was changed
password-changed-preheader = If it was you, there is nothing to do.
password-changed-title = Your password was changed
password-changed-what = The password of { $login } was changed { $at }, from the network address { $address }.
password-changed-here = The password of { $login } was changed { $at }.
password-changed-fine = If it was you, there is nothing to do.
password-changed-not-you = Choose another password at once: whoever changed it is signed out then. After that, tell the person named below.
