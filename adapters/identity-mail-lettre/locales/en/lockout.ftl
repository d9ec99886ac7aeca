## Sign-in is barred, and how it ends.

barred-subject = Sign-in at { $organization } is barred
barred-preheader = The unlock page mails you a code that ends it.
barred-title = Your sign-in is barred
barred-what = To protect you, sign-in with { $login } has been barred { $since }, because a wrong password was typed too many times.
barred-until = It ends by itself { $at }. But you need not wait that long.
barred-how = The sign-in page offers you an unlock code by mail. You can also ask for it here:
barred-button = Ask for the unlock code
barred-forgotten = Have you forgotten the password? Choose another one here:
barred-not-you = Then somebody else has typed your login name. None of those attempts got in, and your password is the same as before. If it goes on, tell the person named below.

unlock-subject = Your unlock code for { $organization }
unlock-preheader = Good once only, { $until }.
unlock-title = Your unlock code
unlock-what = Sign-in with { $login } is barred. Type this code in the page that you left open:
unlock-valid = It is good once only, { $until }.
unlock-link = Have you closed the page? Here you open another one, where you confirm the unlocking:
unlock-button = Open the unlock page
unlock-after = Then you sign in with your password, as always. If you no longer know it, that page also lets you choose another one.
unlock-not-you = You need do nothing: without the password this code lets nobody in. Give it to nobody who asks for it, not even on the telephone. It was asked for { $at }.
