# Signing in and out.

sign-in-title = Sign in
sign-in-act = Sign in
sign-in-again = Sign in again
sign-in-must = Sign in to go on to that page.
sign-in-not-right = The login name or the password is not right.
sign-in-not-right-summary = Check both and type the password again
sign-in-too-soon = Tries have to be a little further apart. You can try again at { $until }.
sign-in-trouble = Can you not get in?
step-up-title = Is it still you?
step-up-lead = You are signed in as { $login }. What comes next matters: type your password once more.
step-up-act = Go on
signed-out-title = You are signed out
signed-out-lead = Nobody can go on from this device without your password.
