# Policies: what they mean, how far they may go, and what another one would have done.

heading-means = What it means
heading-outside = It is beyond the bounds that were set since, and holds until it is changed
means-limit =
    { $limit ->
        [one] One wrong password locks a login name. It counts until a success or an unlock.
       *[other] { $limit } wrong passwords in a row lock a login name. They count until a success or an unlock.
    }
means-limit-window =
    { $limit ->
        [one] One wrong password locks a login name. It is forgotten after { $window } without another one.
       *[other] { $limit } wrong passwords in a row lock a login name. They are forgotten after { $window } without another one.
    }
means-until-unlocked = It stays locked until somebody unlocks it.
means-for = It opens by itself after { $span }, or when somebody unlocks it.
means-delays = After a wrong password the next try waits { $first }, then twice as long each time, up to { $ceiling }.
means-guesser =
    { $tries ->
        [one] Somebody who guesses without pause has 1 try a day at a name, and { $all } in all until a new password.
       *[other] Somebody who guesses without pause has { $tries } tries a day at a name, and { $all } in all until a new password.
    }
means-private = Whoever types a login name learns nothing about it.
means-masked-address = Whoever types a login name sees its masked contact address, and learns whether it exists.
means-contact = Whoever types a login name sees the contact person, and learns whether it exists.
means-both = Whoever types a login name sees its masked contact address and the contact person, and learns whether it exists.
fact-second-step = Second step asked of everyone
was-and-is = { $what }: { $old } -> { $new }
one-and-other = { $one } { $other }
policy-same = Nothing is different.
policy-set = The policy of { $handle } is changed. It counts from the next attempt on.
policy-out-of-bounds = The policy is beyond the bounds of the configuration.
policy-bounds-remedy = To see them: identity policy show
bound-limit-least = The limit is { $least } or more.
bound-limit-most = The limit is { $most } or less.
bound-window-least = A failure counts { $least } or longer.
bound-window-most = A failure counts { $most } or shorter.
bound-bar-least = A bar holds { $least } or longer.
bound-bar-most = A bar holds { $most } or shorter.
bound-delays-required = There are growing delays.
bound-delays-forbidden = There are no growing delays.
bound-masked-address = The masked address is not shown.
bound-contact = The contact person is not shown.
dates-backwards = Let it begin before it ends.
event-policy-changed = policy changed
check-policies = policies
policies-within = Every organization's policy is within the bounds.
policies-outside =
    { $count ->
        [one] One organization's policy is beyond the bounds, and holds until it is changed: { $handles }
       *[other] { $count } organizations' policies are beyond the bounds, and hold until they are changed: { $handles }
    }
policies-outside-remedy = To see how: identity policy show --organization { $handle }
column-end = End
column-truth = In truth
simulated-from = From
simulated-to = To
simulated-lockouts = Lockouts there would have been
simulated-people = People locked out
simulated-happened = Lockouts there were
simulated-spared = Of these, would not have been
simulated-attempts = Attempts that were made
simulated-refused = Wrong passwords not looked at
simulated-kept-out = Right passwords kept out until an unlock
simulated-too-soon = Attempts too soon after the last
simulated-strangers = Attempts at names that nobody has
simulated-nobody = Nobody would have been locked out, and nobody was.
simulated-unknown = Attempts that were refused in truth were never made, so a milder policy looks milder than it is. Names that nobody has are counted together. Whoever came with the right password is taken to have unlocked first.
end-open = goes on
end-unlocked = unlocked
end-reset = new password
end-ran-out = ended by itself
end-came-back = came and unlocked
end-spared = would not have been
truth-happened = happened
truth-new = did not happen
