# What doctor finds around the database.

check-mark = mark
check-lockouts = lockouts
check-letters = letters
check-disk = disk
check-log = log
check-backups = backups
disk-free = { $count } MiB are free at { $path }.
disk-remedy = Make room: when it is full nobody can sign in.
log-size = The write-ahead log holds { $count } MiB.
log-remedy = Something reads without an end: look for a long `identity backup`, or restart identity-web.
backups-none = There is no backup in { $path }.
backups-newest =
    { $hours ->
        [one] The newest backup in { $path } is 1 hour old.
       *[other] The newest backup in { $path } is { $hours } hours old.
    }
backups-remedy = Run `identity backup` (pg_dump for PostgreSQL) into it, by a timer.
backups-unreadable = { $path } cannot be read: { $reason }
backups-unreadable-remedy = Let this user read it, or correct [store] backup_directory.
mark-none = There is no mark { $path } yet: the service makes it at its start.
mark-fine = The database has what the mark { $path } remembers.
nobody-is-locked = Nobody is locked.
accounts-locked =
    { $count ->
        [one] 1 account is locked.
       *[other] { $count } accounts are locked.
    }
locked-remedy = To see whom, since when and from where: identity lockout list
letters-fine = Letters go out.
letters-wait =
    { $count ->
        [one] 1 letter is waiting, since { $minutes } minutes.
       *[other] { $count } letters are waiting, the oldest since { $minutes } minutes.
    }
letters-wait-remedy = See whether identity-web runs, and whether the relay takes letters.
letters-failed =
    { $count ->
        [one] 1 letter could not be delivered.
       *[other] { $count } letters could not be delivered.
    }
letters-failed-remedy = To see why: identity outbox list --state refused, and --state given-up
