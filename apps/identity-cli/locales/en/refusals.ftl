# What is wrong, and what to do about it: a sentence each.

no-such-file = There is no configuration file { $path }.
no-such-file-remedy = Name one that is there, or leave --config out.
settings-wrong =
    { $count ->
        [one] The configuration has a fault.
       *[other] The configuration has { $count } faults.
    }
settings-unusable = The configuration cannot be put to use.
settings-remedy = Correct it; identity.example.toml shows how each option is written.
unacceptable = { $option } cannot be “{ $given }”.
password-weak = The password is not strong enough.
password-short = Choose one of at least { $minimum } characters; a few words in a row do well.
password-common = Choose one that is not among those that everybody tries first.
password-own-name = Choose one that is more than the names of the person and the organization.
password-too-long = The password is too long.
password-too-long-remedy = Choose one of at most 1,024 bytes.
no-way-in = The owner would have no way in.
no-way-in-remedy = Give --owner-address, where a link to choose a password goes, or --password-stdin.
no-such-organization = There is no organization { $handle }.
no-such-organization-remedy = To see those that there are: identity organization list
no-such-account = There is no account { $login }.
no-such-account-remedy = To see those that there are: identity account list
no-failed-letter = No letter { $id } has failed.
no-failed-letter-remedy = To see those that were refused: identity outbox list --state refused
handle-taken = The handle { $handle } is taken.
handle-taken-remedy = Choose another one; a handle names one organization only.
login-taken = The login name { $login } is taken.
login-taken-remedy = Choose another name before the slash.
changed-meanwhile = Somebody else changed { $login } in between.
changed-meanwhile-remedy = Look at it as it is now and decide again: identity account show { $login }
nothing-to-send = There is no link to a first password to send to { $login }.
nothing-to-send-remedy = It goes to active accounts with a contact address and without a password; to see what is so: identity account show { $login }
not-allowed = That is not allowed.
not-allowed-remedy = To see what an account may do, and why: identity permission explain LOGIN
not-confirmed = It was not confirmed, and nothing was done.
not-confirmed-remedy = To confirm, type { $word } as the whole answer.
nobody-to-confirm = Nobody is at a terminal to confirm this, and nothing was done.
nobody-to-confirm-remedy = Give --yes if it is meant, or --dry-run to see what it would do.
busy = There is too much to do at this moment.
no-randomness = The system gives no random bytes.
hashing-broken = Passwords cannot be hashed.
free-memory = See that there is memory enough for it, and try again.
store-silent = The database does not answer.
run-doctor = To find out why: identity doctor
try-again =
    { $seconds ->
        [one] Try again in 1 second.
       *[other] Try again in { $seconds } seconds.
    }
not-read = What was to be read could not be: { $reason }.
not-read-remedy = Give a password as one line of UTF-8 text on standard input.
not-written = What was to be written could not be: { $reason }.
not-written-remedy = See that the place is there, may be written to and has room.

write-something = Write something there.
name-at-most = Write at most { $limit } characters.
name-characters = A name holds letters, digits, hyphen, underscore and full stop, and begins and ends with a letter or digit.
no-invisible = Leave out line breaks and invisible characters.
host-wrong = Write a host name after the @, such as mail.example.
member-wanted = Write the name and the handle with a slash between them, such as marco/studio-rossi; an owner comes with the organization.
no-link = Leave out addresses of pages and mailboxes; a name that becomes a link could mislead whoever reads it.
telephone-characters = Write a telephone number with digits, spaces and +.
address-form = Write an address such as name@mail.example.
address-one = Write one address, without spaces, commas or quotes.
address-length = Write an address of at most 254 characters.
language-form = Write two or three letters, such as it or en.
span-form = Write a number and s, m, h or d, such as 30m.
policy-limit = Give a number from 1 to 100.
policy-window = Give none, or a span from 1m to 30d.
policy-bar = Give until-unlocked, or a span from 1m to 30d.
policy-delays = Give on or off.
id-form = Write an id as the list shows it.
date-form = Write a day, such as 2026-12-31, or a moment with its distance from universal time, such as 2026-12-31T18:00:00+01:00.
date-past = Give a day that is not over yet, or a moment that is still to come.

no-database = There is no database at { $path }.
start-web = Start this version of identity-web here once, or name the right configuration with --config.
schema-older = The database is older than this program.
schema-newer = The database was brought up to date by a newer version ({ $found }) than this program knows ({ $newest }).
schema-newer-remedy = Use the identity command of the newer version.
not-migrated = The database could not be brought up to date, and is as it was.
store-address = The address of the database is not one.
store-address-remedy = Write sqlite://PATH or postgres://USER@HOST/DATABASE.
store-file = The database file { $path } cannot be used: { $reason }.
store-file-remedy = See that its directory exists and that this user may write in it.
store-unreachable = The database { $place } does not answer.
store-unreachable-remedy = See that it is running, and that this machine and this user may connect.
sqlite-old = SQLite { $found } can lose what it has taken.
sqlite-old-remedy = Build with SQLite 3.51.3 or newer; the bundled one is.
postgres-old = PostgreSQL { $found } is too old.
postgres-old-remedy = Use PostgreSQL 15 or newer.
key-missing = The house key { $path } is not there.
key-missing-remedy = Put it back from its backup; in a new installation, start identity-web once or run identity-web key.
key-unreadable = The house key { $path } cannot be read: { $reason }.
key-unreadable-remedy = Run this as the user of the service.
key-malformed = { $path } is no house key, which is 64 hexadecimal digits.
key-malformed-remedy = Put it back from its backup.
key-there = The house key { $path } is there already, and is never replaced.
key-there-remedy = Move it away first, if nothing depends on it any more.
key-not-made = The house key { $path } cannot be made: { $reason }.
key-not-made-remedy = Let the user of the service write in its directory.
