# The audit log.

column-number = Number
column-for-whom = For whom
column-about = About
event-audit-pruned = old lines of the audit log taken out
no-lines = No line is like that.
more-lines = There are earlier ones. To see them, add: --before { $number }

verifying = Lines examined:
pruning = Lines taken out:
log-whole = The audit log is whole: nothing was changed, removed or put in.
log-not-whole = The audit log is NOT whole:
log-not-whole-remedy = Somebody had a hand in the database. Keep it as it is, compare it with a backup, and find out who can write in it.
findings-unnamed = And { $count } more.
finding-changed = - Line { $number } is not as it was written.
finding-removed = - Line { $number } is gone.
finding-inserted = - Line { $number } was put in by hand.
finding-copied = - Line { $number } is a copy of another.
finding-exchanged = - Of the lines { $first } to { $last } (seal { $seal }), some were exchanged or changed.
finding-seal-changed = - Seal { $seal } is not as it was set.
finding-seal-removed = - Seal { $seal } is gone.
finding-head-differs = - Seal { $seal } is not the one that was noted: the end of the log was cut off or replaced.
fact-sealed-lines = Sealed lines
fact-seals = Seals
fact-adopted-lines = From before the chain
fact-pruned-lines = Taken out by age
fact-unsealed-lines = Waiting for a seal
fact-waiting = The earliest of them waits
fact-head = Head
for-seconds =
    { $seconds ->
        [one] for 1 second
       *[other] for { $seconds } seconds
    }
note-the-head = Note the head somewhere else: with --head the next verification shows whether the end was cut off.
lines-sealed =
    { $count ->
        [one] Sealed 1 line.
       *[other] Sealed { $count } lines.
    }
about-to-prune =
    { $count ->
        [0] No line was sealed more than { $span } ago: there is nothing to take out.
        [one] 1 line that was sealed more than { $span } ago goes for good. Its seal and the counts of the overview stay.
       *[other] { $count } lines that were sealed more than { $span } ago go for good. Their seals and the counts of the overview stay.
    }
lines-pruned =
    { $count ->
        [one] Took out 1 line.
       *[other] Took out { $count } lines.
    }
no-keeping = It is not said how old a line may get.
no-keeping-remedy = Give --older-than, such as --older-than 400d, or set [audit] keep_for in the configuration.
prune-not-whole = The audit log is not whole, and pruning it would take the evidence out too.
prune-not-whole-remedy = Run identity audit verify, and settle what it finds first.
network-form = Write an address or a network, such as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32.
happening-form = Write a word as identity audit list --json shows it under "what", such as signed-in.
head-form = Write the head as identity audit verify prints it: a number, a colon and 64 hexadecimal digits.
