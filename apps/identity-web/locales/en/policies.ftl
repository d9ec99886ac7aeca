# The policy of an organization, and trying another one.

console-policies-title = Sign-in policy
policy-lead = What happens after wrong passwords, for everybody in your organization. A change counts from the next attempt on; whoever is locked out now gets back in as before.
policy-proof = Type your password, too: it is a while since you signed in.
policy-outside = This policy goes further than the operator allows by now
policy-outside-text = It holds until somebody changes it. A new one has to keep within this:
policy-today = What it means today
policy-would-mean = What it would mean
policy-not-saved = Nothing is saved yet.
policy-another = Another policy
policy-limit = Wrong passwords in a row that lock
policy-limit-hint = A number from { $least } to { $most }
policy-window = When are wrong passwords forgotten?
policy-window-never-word = Only with the right password, or an unlock
policy-window-after-word = After this long without another one:
policy-window-count = How long
policy-window-unit = Unit of it
policy-window-hint = From { $least } to { $most }
policy-window-hint-least = At least { $least }
policy-window-never = The operator asks that they are never forgotten by themselves.
policy-bar = How long does a lockout last?
policy-bar-until-unlocked-word = Until somebody unlocks
policy-bar-for-word = For this long:
policy-bar-count = How long it lasts
policy-bar-unit = Unit of that time
policy-bar-hint = From { $least } to { $most }
policy-bar-hint-least = At least { $least }
policy-bar-never = The operator asks that it lasts until somebody unlocks.
policy-unit-minutes = minutes
policy-unit-hours = hours
policy-unit-days = days
policy-delays = Growing delays
policy-delays-hint = After each wrong password the next try has to wait twice as long
policy-delays-required = The operator asks for growing delays.
policy-delays-forbidden = The operator does not allow growing delays.
policy-masked-address = Show the masked contact address
policy-masked-address-hint = To whoever types a login name: people know at once which mailbox to look in, and strangers learn which names exist
policy-masked-address-forbidden = The operator does not allow the masked address to be shown.
policy-contact = Show the contact person
policy-contact-hint = To whoever types a login name: people know whom to call, and strangers learn which names exist
policy-contact-forbidden = The operator does not allow the contact person to be shown.
policy-preview = Show what it means
policy-try = Try it on the last 30 days
policy-save = Save this policy
policy-conflict = Somebody else saved in between. Above is what holds by now, below is what you filled in: save once more to put it in place of theirs.
policy-log-too-long = There is too much in the log to try it here. Whoever runs the server can, with “identity policy simulate”.
policy-means-limit =
    { $limit ->
        [one] One wrong password locks the login name. It counts until the right one is given, or somebody unlocks.
       *[other] { $limit } wrong passwords in a row lock the login name. They count until the right one is given, or somebody unlocks.
    }
policy-means-limit-window =
    { $limit ->
        [one] One wrong password locks the login name. It is forgotten after { $window } without another one.
       *[other] { $limit } wrong passwords in a row lock the login name. They are forgotten after { $window } without another one.
    }
policy-means-until-unlocked = It stays locked until somebody unlocks it: the person with the code that is mailed, or an administrator.
policy-means-for = It opens by itself after { $span }; the code that is mailed, or an administrator, opens it sooner.
policy-means-delays = After a wrong password the next try has to wait { $first }, then twice as long each time, up to { $ceiling }.
policy-means-guesser =
    { $tries ->
        [one] Somebody who guesses without pause has one try a day at a name, and { $all } in all: after that only a new password helps.
       *[other] Somebody who guesses without pause has { $tries } tries a day at a name, and { $all } in all: after that only a new password helps.
    }
policy-means-device = A browser that has signed in before has tries of its own, so strangers who fail on purpose do not keep its owner out.
policy-means-private = Whoever types a login name is told nothing about it, not even whether it exists.
policy-means-masked-address = Whoever types a login name sees its masked contact address, and so learns whether it exists.
policy-means-contact = Whoever types a login name sees the contact person, and so learns whether it exists.
policy-means-both = Whoever types a login name sees its masked contact address and the contact person, and so learns whether it exists.
trial-title = What it would have done
trial-since = Since { $at }
trial-lead =
    { $lockouts ->
        [0] Nobody would have been locked out.
        [one] There would have been one lockout.
       *[other] There would have been { $lockouts } lockouts ({ $people ->
            [one] one person
           *[other] { $people } people
        }).
    }
trial-lead-truth =
    { $happened ->
        [0] In truth there was none.
        [one] In truth there was one.
       *[other] In truth there were { $happened }.
    }
trial-lead-spared =
    { $spared ->
        [one] Of those, one would not have been.
       *[other] Of those, { $spared } would not have been.
    }
trial-attempts = Attempts that were made
trial-refused = Wrong passwords that would not have been looked at
trial-kept-out = Right passwords that would have needed an unlock first
trial-too-soon = Attempts that would have come too soon
trial-strangers = Attempts at names that nobody has
trial-table = Lockouts, in the order in which they began
trial-column-end = What became of it
trial-column-truth = In truth
trial-on-device = in one browser only
trial-happened = Happened
trial-new = Did not happen
trial-spared = Would not have been
trial-open = Would still go on
trial-unlocked = Ended by an unlock, { $at }
trial-reset = Ended by a new password, { $at }
trial-ran-out = Ended by itself, { $at }
trial-came-back = Ended when the person came and unlocked, { $at }
trial-unknown = What nobody can know: attempts that were refused in truth were never made, so a milder policy may look milder here than it is. Names that nobody has are counted together. Whoever came with the right password is taken to have unlocked by mail first.
time-span-seconds =
    { $count ->
        [one] one second
       *[other] { $count } seconds
    }
happened-policy-changed = Sign-in policy changed
locked-networks = Networks that have to wait
locked-networks-about = Too many requests came from there, and your accounts were tried from there within the last hour. This is what the computer that answered you counts; there may be others.
locked-network-until = refused until { $at }
