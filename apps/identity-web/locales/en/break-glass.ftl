# An account that the operator gives back, and what the console tells of it.

break-glass-title = Take your account back
break-glass-lead = Whoever runs the server gave you this link. It is good once: choose a password, and the account is yours again.
break-glass-suspended = This account is suspended
break-glass-suspended-text = With the new password the suspension ends.
break-glass-address-hint = If your mailbox has changed, write the new one: it gets a mail with a link, and counts once you follow it.
break-glass-act = Save the password
break-glass-told = Every device that was signed in is signed out. Whoever else administers your organization is told, and so is the contact address on file.
break-glass-done-title = The account is yours again
break-glass-done-lead = Sign in as { $login } with the password that you have just chosen.
break-glass-done-reinstated = The suspension is over.
break-glass-done-address = A mail is on its way to { $address }: follow its link, and codes and links go there from then on.
break-glass-done-no-address = So that you can get back in by yourself next time, have a look at your contact address once you are in.
alarm-title = An account was given back at the server
alarm-opened = A link that gives { $login } back was made { $at }; it is good once, and for minutes only.
alarm-used = { $login } was given back { $at }, with the link that was made at the server.
alarm-password-set = { $login } was given back { $at }: a password was set at the server.
alarm-by = By { $operator }, with this reason: “{ $reason }”.
alarm-what-to-do = This is shown for 30 days to everybody who administers. If nobody expected it, suspend the account and ask whoever runs the server.
happened-break-glass-opened = A link that gives the account back was made at the server
happened-break-glass-used = The account was given back, with the link from the server
happened-break-glass-password-set = The account was given back: a password was set at the server
happened-break-glass-rehearsed = Break-glass was rehearsed at the server
happened-break-glass-told = A mail told of what was done at the server
