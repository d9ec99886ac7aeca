## What the operator does at the server.

break-glass-subject = An account at { $organization } is given back at the server
break-glass-preheader = Whoever administers is told each time. See whether it is in order.
break-glass-title = An account is given back at the server
break-glass-opened = At the server, a link was made { $at } that gives the account { $login } back: whoever has it can choose another password, once.
break-glass-opened-own = At the server, a link was made { $at } that gives your account { $login } back: whoever has it can choose another password, once.
break-glass-used = The account { $login } was given back { $at }: a new password was chosen with the link that was made at the server.
break-glass-used-own = Your account { $login } was given back { $at }: a new password was chosen with the link that was made at the server.
break-glass-set = The account { $login } was given back { $at }: a new password was set at the server.
break-glass-set-own = Your account { $login } was given back { $at }: a new password was set at the server.
break-glass-by = It was done by { $operator }, who has access to the server.
break-glass-why = The reason given: { $reason }
break-glass-next-opened = The account is as it was until the link is used. You will get another mail when it is.
break-glass-next-done = Every device that was signed in there is signed out, and a suspension is over.
break-glass-not-expected = Ask the person whose account it is whether they asked for it, and whoever runs the server why it was done. If it was not in order, suspend the account in the console.

drill-subject = A test mail of { $organization }
drill-preheader = Nothing has happened, and there is nothing to do.
drill-title = This is a drill
drill-what = Whoever runs the server rehearsed { $at } whether you would get back in as { $login } if you were locked out. This mail is a part of it.
drill-fine = You can read it, so a code or a link would reach you too. There is nothing to do.
drill-not-expected = There is nothing to do either: this mail holds no code and no link.
