# Backups, and bringing one back.

backup-made = The backup is in { $file }. Everybody's hashed passwords and addresses are in it: keep it as you keep the database.
backup-beside-key = The house key { $key } lies in the same directory. Keep the two apart: one without the other opens nothing.
backup-progress = Copying: { $percent } %
fact-size = Size
fact-accounts = Accounts
fact-schema = Schema
fact-newest = Newest entry
size-kib = { $count } KiB
size-mib = { $count } MiB
about-to-restore =
    { $accounts ->
        [one] This puts { $file }, with 1 account, in the place of the database. Everybody is signed out, every code and link dies, and what was granted counts for nothing until it is confirmed. The database that is there now is kept aside.
       *[other] This puts { $file }, with { $accounts } accounts, in the place of the database. Everybody is signed out, every code and link dies, and what was granted counts for nothing until it is confirmed. The database that is there now is kept aside.
    }
about-to-begin = This says that the database came back from a backup. Everybody is signed out, every code and link dies, and what was granted counts for nothing until it is confirmed. Stop every node first.
restored-from = The database is now that of { $file }. Start identity-web again.
epoch-begun = What lived before the restore has ended. Start identity-web again, on every node.
kept-aside = The database that was there is kept as { $path }. Remove it when you are sure.
carried-over = Carried over from it: { $suspended } suspensions, { $barred } lockouts.
not-carried-over = It could not be read: suspensions and lockouts since the backup are lost. Look through them.
passwords-end = Nobody has a password any more: people choose one by "Forgot your password?".
confirm-again = To confirm: identity permission confirm { $login }
restore-cannot-know = The backup cannot know what changed after it: a changed password is the old one again, and so are contact addresses. If one of them had leaked: --end-passwords.
backup-not-sqlite = The database is PostgreSQL's, and its own programs copy it.
backup-not-sqlite-remedy = Use pg_dump; after pg_restore, and before the service starts: identity restored
backup-there = { $path } is there already, and nothing is overwritten.
backup-there-remedy = Name another file. If it ends in .partial, a backup is under way or was broken off: remove it if none is.
backup-file = { $path } cannot be read or written: { $reason }
backup-file-remedy = Check the path, the space on the disk, and that this user may write there.
backup-no-database = { $path } is no SQLite database.
backup-another-remedy = Name another backup. Nothing was changed.
backup-half = { $path } was copied by hand while it was in use: its newest entries are in the file beside it that ends in -wal.
backup-half-remedy = Name a backup that `identity backup` made. Nothing was changed.
backup-damaged = { $path } is damaged: { $found }
backup-not-ours = { $path } is a database of another program.
backup-failed = The copy failed.
being-restored = The database { $path } is being restored from a backup.
being-restored-remedy = Try again when that is done.
database-in-use = The database { $path } is in use.
database-in-use-remedy = Stop identity-web and every command that works on it, then try again.
went-back = The database has gone back in time: what the mark { $path } remembers is not in it any more.
went-back-remedy = If it was restored from a backup, stop every node and run `identity restored`. If this is another database, remove the mark. If neither, commits were lost: look at the database server first.
mark-unusable = The mark { $path } cannot be read or written: { $reason }
mark-unusable-remedy = Let the service's user write in its directory, or name another file with [store] mark_file.
mark-malformed = { $path } is no mark of Portineria.
mark-malformed-remedy = Name another file with [store] mark_file. If it was damaged, remove it: the next start makes a new one.
event-installation-restored = database restored from a backup
event-lockout-carried-over = lockout kept at a restore
