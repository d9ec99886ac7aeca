# Locked out, and back in.

barred-title = Sign-in is barred
barred-lead = There were too many wrong passwords in a row for { $login }. To protect you, we accept no more passwords for now.
barred-code =
    { $minutes ->
        [one] We can mail an unlock code to the contact address. It usually takes less than a minute and is good for one minute.
       *[other] We can mail an unlock code to the contact address. It usually takes less than a minute and is good for { $minutes } minutes.
    }
barred-code-to =
    { $minutes ->
        [one] We can mail an unlock code to { $address }. It usually takes less than a minute and is good for one minute.
       *[other] We can mail an unlock code to { $address }. It usually takes less than a minute and is good for { $minutes } minutes.
    }
barred-untouched = Your data has not been touched.
barred-ends = If you would rather wait: it opens again by itself at { $at }.
barred-act = Send me the unlock code
barred-forgot-hint = We mail you a link to choose another; that ends the lockout too
barred-not-you = Was it not you? Then somebody tried to get in as you and did not manage. Unlock your access and, once you are in, choose a new password.
unlock-ask-title = Unlock your access
unlock-ask-lead =
    { $minutes ->
        [one] Tell us your login name: we mail an unlock code to its contact address. It is good for one minute.
       *[other] Tell us your login name: we mail an unlock code to its contact address. It is good for { $minutes } minutes.
    }
unlock-mail-title = Look at your mail
unlock-mail-lead = If { $login } has a contact address, the code is on its way.
unlock-mail-lead-to = The code for { $login } is on its way to { $address }.
unlock-code = Unlock code
unlock-code-hint = Eight digits. Good until { $until }, once.
unlock-code-not-right = The code is not right: check the eight digits and type them again
unlock-code-left =
    { $count ->
        [one] It is not the one in the mail. You can try once more.
       *[other] It is not the one in the mail. You can try { $count } more times.
    }
unlock-code-too-many = There were too many wrong codes, so that no code is taken for now.
unlock-link-still = Open the link in the mail instead: it still ends the lockout.
unlock-codes-again = Codes are taken again from { $until } on.
unlock-link-again = Send me the mail with the link again
unlock-act = Unlock
unlock-mail-link = Would you rather use the link? It is in the same mail and opens a page with one button.
unlock-mail-again = Send me another code
unlock-mail-again-hint = The code before it stops working.
mail-nothing = Does nothing arrive?
mail-no-address = An account without a contact address gets no mail: then ask the administrator of your organization.
mail-spam = Look among the unwanted mail too.
mail-sender = The sender is { $sender }.
mail-again-hint = The link before it stops working.
unlock-link-title = One more button
unlock-link-lead = It ends the lockout and nothing else: you then sign in with your password.
unlock-link-lead-for = It ends the lockout of { $login } and nothing else: you then sign in with your password.
unlock-link-act = Unlock my access
unlock-link-not-you = Did you not ask for this? Then close the page: without the password nobody gets in.
unlocked-title = You can sign in again
unlocked-lead = The lockout on { $login } ended at { $at }. Your password has not changed: you still need it to sign in.
unlocked-new-password = Choose a new password
unlocked-new-password-hint = Choose a new password if you do not remember the old one. We mail you a link, and your other devices are signed out.
unlocked-somebody = Was somebody else trying?
unlocked-attempts =
    { $count ->
        [one] There was one failed attempt: { $last }.
       *[other] There were { $count } failed attempts, the last one { $last }.
    }
unlocked-network = It came from { $network }.
unlocked-not-you = If that was not you, choose a new password.
