## Invitations, and accounts that come of them.

invitation-subject = You are invited to act for { $organization }
invitation-preheader = Accept with a password of your own, { $until }.
invitation-title = An invitation for you
invitation-what = { $inviter } invites you to act for { $organization }.
invitation-what-of-house = You are invited to act for { $organization }.
invitation-login = You will sign in with this login name:
invitation-may = This is what you will be allowed to do:
invitation-may-nothing = For the beginning you are not given any permission; they can come later.
invitation-permission-until = { $permission }, { $until }
invitation-ends = The account ends by itself: you can use it { $until }.
invitation-button = See the invitation
invitation-valid = Behind the link you choose your password, and that accepts it. It is good once only, { $until }; after that the invitation counts as declined, and a new one is needed.
invitation-decline = On the same page you can decline. Doing nothing declines it, too.
invitation-not-expected = Do nothing, and nothing is made in your name. Do not forward this mail: whoever has the link can accept in your place.

invitation-accepted-subject = { $name } has accepted your invitation
invitation-accepted-preheader = The account is there, and can be used at once.
invitation-accepted-title = Your invitation was accepted
invitation-accepted-what = { $name } accepted { $at } the invitation to act for { $organization }, and can sign in from now on.
invitation-accepted-login = The login name is:
invitation-accepted-not-expected = If you invited nobody, somebody may be using your account: choose another password, and suspend the new account in the console.

invitation-declined-subject = { $name } has not accepted your invitation
invitation-declined-preheader = No account was made.
invitation-declined-title = Your invitation was declined
invitation-declined-what = { $name } declined { $at } the invitation to sign in as { $login }.
invitation-lapsed-what = { $name } did not answer in time to the invitation to sign in as { $login }: { $at } it ended, and counts as declined.
invitation-declined-next = No account was made, and the link opens nothing any more. If it is still wanted, send a new invitation.
invitation-declined-not-expected = If you invited nobody, somebody may be using your account: choose another password.

activated-subject = Your account at { $organization } is ready
activated-preheader = From now on you can sign in.
activated-title = Your account is ready
activated-what = You have accepted the invitation to act for { $organization }, and chosen your password.
activated-login = To sign in you type this login name:
activated-button = Sign in
activated-not-you = Tell the person named below at once: somebody has accepted an invitation that came to your mailbox.
