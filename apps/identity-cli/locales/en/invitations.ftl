# Invitations, and removing accounts.

column-invited-by = Invited by
column-offered = Offered
column-expires = Expires
column-over = Over since
fact-account-ends = Account ends
heading-offered = What it offers
heading-comes-to = What that comes to now
invitation-pending = open
invitation-accepted = accepted
invitation-declined = declined
invitation-lapsed = not answered in time
invitation-taken-back = taken back
invitation-superseded = replaced by a newer one
no-invitations = No invitation is like that.
inviter-gone = Nothing: whoever invited is gone, or may not invite any more, so the link opens nothing. Take it back, and let somebody else invite.

invited = Invited { $login }. It can be accepted until { $until }.
invitation-follows = A mail with the link goes to { $address }; identity-web sends it, at once if it is running.
older-invitation-dead = An older invitation to the same name made room: its link opens nothing any more.
invitation-resent = Sends the invitation of { $login } again. The older link is dead; it can be accepted until { $until }, as before.
invitation-revoked = Took the invitation of { $login } back: its link opens nothing any more.
would-revoke = Would take the invitation of { $login } back: its link would open nothing any more.

no-such-invitation = There is no open invitation { $given }.
no-such-invitation-remedy = To see them all, with the ids by which those that are over are found: identity invitation list
invitation-over = The invitation of { $login } is not open any more: { $state }.
invitation-over-remedy = To invite again: identity invitation send { $login } --name NAME --address ADDRESS
invitation-accepted-remedy = To see the account: identity account show { $login }
too-many-invitations = { $handle } has { $open } open invitations, or made { $made } in the last 24 hours, which is as many as an organization may.
too-many-invitations-remedy = Take back those that are not needed, or wait: identity invitation list --organization { $handle } --open

about-to-remove-accounts =
    { $count ->
        [one] Removing { $logins } cannot be undone. It ends
       *[other] Removing { $count } accounts ({ $logins }) cannot be undone. It ends
    }{ $sessions ->
        [one] { " " }1 session
       *[other] { " " }{ $sessions } sessions
    }{ $devices ->
        [one] , forgets 1 known device
       *[other] , forgets { $devices } known devices
    } and kills every code and link. { $count ->
        [one] What it gave to others counts for nothing any more, invitations that it made open nothing, and its login name is free.
       *[other] What they gave to others counts for nothing any more, invitations that they made open nothing, and their login names are free.
    } What the audit log says stays.
account-removed = Removed { $login } for good.
owner-stays = { $login } is the owner, whose account is never removed.
owner-stays-remedy = To keep everybody out of it: identity account suspend { $login }

event-account-removed = account removed
event-invitation-offered = invited
event-invitation-resent = invitation sent again
event-invitation-revoked = invitation taken back
event-invitation-superseded = invitation replaced by a newer one
event-invitation-accepted = invitation accepted
event-invitation-declined = invitation declined
event-invitation-lapsed = invitation not answered in time
kind-invitation = invitation
kind-invitation-accepted = answer to an invitation: accepted
kind-invitation-declined = answer to an invitation: declined
kind-activated = account is ready
