# What was done, and what is asked.

organization-opened = Opened the organization { $handle }.
owner-can-sign-in = Its owner signs in as { $handle } with that password.
account-added = Defined the account { $login }.
account-edited = Changed the account { $login }.
account-suspended = Suspended { $login }. To undo it: identity account reinstate { $login }
account-reinstated = Reinstated { $login }: it can be used again.
already-suspended = { $login } is suspended already.
can-sign-in = { $login } can sign in with that password.
link-follows = A link to choose a password goes to { $address }; identity-web sends it, at once if it is running.
no-way-in-yet = Nobody can sign in with it yet: without a contact address no link can be sent. To give it one: identity account edit { $login } --address ADDRESS
old-address-told = Codes and links that went to the old address are dead, and it is told of the change.
unlocked = Unlocked { $login }. The right password is still needed.
would-unlock = Would unlock { $login }.
nothing-was-done = Nothing was done: this was a dry run.
about-to-suspend =
    { $sessions ->
        [one] Suspending { $login } ends 1 session
       *[other] Suspending { $login } ends { $sessions } sessions
    }{ $devices ->
        [one] , forgets 1 known device
       *[other] , forgets { $devices } known devices
    } and kills every code and link. It can be reinstated.
letter-retried = The letter { $id } is queued again; what it carries is made anew.
no-organizations = There is no organization yet. To open the first one: identity organization open --help
no-accounts = No account is like that.
no-events = Nothing yet.
no-letters = No letter is like that.
more-locked = These are the latest { $count }; there may be more.
nobody-locked = Nobody is locked.

ask-password = New password
ask-password-again = The same again
passwords-differ = The two are not the same. Once more.
ask-confirmation = Type { $word } to confirm:
confirmation-word = YES
confirmation-spellings = YES
