# What doctor finds, and what to do about it.

column-grade = Finding
column-check = About
column-finding = What
grade-fine = ok
grade-unwise = warning
grade-broken = failure
check-configuration = configuration
check-house-key = house key
check-store = database
check-schema = schema
check-base-url = base URL
check-mail = mail
check-clock = clock
all-well = All is well.
warnings-found =
    { $count ->
        [one] It works. One thing should not stay as it is.
       *[other] It works. { $count } things should not stay as they are.
    }
failures-found =
    { $count ->
        [one] One thing is broken.
       *[other] { $count } things are broken.
    }

configuration-default = There is no identity.toml here: the defaults hold, with what the environment sets.
configuration-file = { $path } is read, and all of it is understood.
configuration-fault = { $place }: { $what }
# A sentence of the configuration itself.
as-it-says = { $text }
key-fine = { $path } is a key, and only its owner can read it (mode { $mode }).
key-readable = { $path } is a key.
key-loose = Others on this machine can read or change { $path } (mode { $mode }).
key-loose-remedy = Run: chmod 600 { $path }
store-sqlite = { $path } answers and is ready, with SQLite { $version }.
store-postgres = The server answers and is ready, with PostgreSQL { $version }.
store-not-ready = The database answers, but is not ready: it is a standby, or lacks its tables.
store-not-ready-remedy = Connect to the primary server, and to the right database.
schema-current = It is at { $version }, as this program expects.
base-url-fine = { $url } is encrypted.
base-url-plain = { $url } is for this machine alone: other people's passwords would travel unencrypted.
base-url-remedy = For real use set web.base_url to an https:// address, with a reverse proxy that holds the certificate.
mail-fine = The relay answers, shows who it is, and lets us in.
mail-dev = Letters are not sent: they are shown at /dev/mailbox.
mail-dev-remedy = For real use set host and from in [mail].
mail-silent = The relay did not answer in time.
mail-unreachable = The relay cannot be reached.
mail-broken-off = The conversation with the relay broke off.
mail-reach-remedy = See that mail.host, mail.port and mail.security are right, and that no firewall is in between.
mail-no-starttls = The relay offers no STARTTLS, and nothing is sent unencrypted.
mail-no-starttls-remedy = Set mail.security to tls with its port, usually 465, or let the relay offer STARTTLS.
mail-unverified = The relay's certificate could not be verified.
mail-unverified-remedy = Set mail.host to the name in the certificate; for a private authority set mail.trusted_certificate_file.
mail-credentials = The relay does not accept the credentials ({ $answer }).
mail-credentials-remedy = See that mail.username and the content of mail.password_file are right.
mail-no-mechanism = The relay offers no way of authenticating that is known here.
mail-no-mechanism-remedy = Let it offer PLAIN or LOGIN, or leave mail.username out if it knows this machine.
mail-turned-away = The relay turns the connection away ({ $answer }).
mail-turned-away-remedy = Ask whoever runs it what the answer means.
clock-fine = The database and this machine agree on the time.
clock-apart =
    { $seconds ->
        [one] The database and this machine are 1 second apart.
       *[other] The database and this machine are { $seconds } seconds apart.
    }
clock-past = The clock shows a time before this program was written.
clock-remedy = Let both keep their time with NTP.
