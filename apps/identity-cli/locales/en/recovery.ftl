# Getting back in: break-glass, readiness and drills.

about-to-print = A link is printed that gives { $login } back: whoever opens it within { $span } chooses another password. Every session, code, link and known device ends then.
about-to-print-suspended = { $login } is suspended. A link is printed that gives it back and ends the suspension: whoever opens it within { $span } chooses another password. Every code, link and known device ends then.
about-to-set = A new password is set for { $login }. Every session, code, link and known device ends.
about-to-set-suspended = { $login } is suspended. A new password is set for it, and the suspension ends. Every code, link and known device ends.
earlier-link-would-die = A link that was printed earlier for { $login } is still good; it would stop opening anything.
would-tell = Would be told by mail
is-told = Told by mail, as soon as identity-web sends it
told-list = { $how }: { $logins }
nobody-to-tell = Nobody else who administers the organization has a contact address: nobody is told by mail. The console shows it for 30 days.
link-printed =
    { $minutes ->
        [one] This link gives { $login } back. It is good once, for one minute:
       *[other] This link gives { $login } back. It is good once, for { $minutes } minutes:
    }
link-itself = { $link }
link-once = Hand it to the right person only, and by no mail that others read. It is shown this once; identity-web must run to open it.
password-set = { $login } can sign in with that password.
suspension-over = The suspension is over.

column-how-bad = How bad
cannot-recover = cannot recover
at-risk = at risk
everybody-ready = Everybody could get back in.
unready-in-all =
    { $lost ->
        [0] Nobody would be locked out today
        [one] One person could not get back in
       *[other] { $lost } people could not get back in
    }{ $risk ->
        [0] .
        [one] , and one is one accident away from it.
       *[other] , and { $risk } are one accident away from it.
    }
unready-no-address = no contact address
unready-bouncing = mail comes back
unready-exhausted = 100 wrong passwords in a row and no address for a reset
unready-suspended-owner = the owner is suspended
unready-nobody-administers = nobody could administer the organization
unready-never-confirmed = address never confirmed
unready-never-came-in = no password yet, and no live link to the first one
unready-sole-administrator = nobody else administers the organization
remedy-address = identity account edit { $login } --address ADDRESS
remedy-confirm = Let the person follow a link that is mailed there, or confirm it at /account/address.
remedy-welcome = identity account welcome { $login }
remedy-appoint = Appoint another administrator: identity permission grant LOGIN --permission identity.accounts.manage
remedy-reinstate = identity account reinstate { $login }
remedy-break-glass = identity break-glass { $login } --reason TEXT

check-links = links
check-test-mail = test mail
check-break-glass = break-glass
check-administrator = administrator
key-beside = The key lies in { $path }, beside the database: whoever takes that directory has all there is.
key-beside-remedy = Move it elsewhere, set secrets.house_key_file, and keep the two apart in backups too.
key-apart = The key and the database lie apart.
links-fine = Links in mails begin with { $url }.
links-astray = Links in mails do not begin with { $url }.
links-remedy = Set web.base_url to what browsers see, and start identity-web anew.
drill-unready = { $login }: { $reason }.
drill-all-ready = Everybody who administers { $handle } could get back in.
drill-glass-works = The way out for { $login } is open: a link was made, found, and taken back; nothing is left but two lines in the audit log.
drill-glass-out = A real link for { $login } is out at this moment, and was left alone.
drill-glass-out-remedy = Hold the drill again once it was used or is dead.
drill-glass-not-found = A link was made for { $login }, and was not found.
drill-glass-left = Something of the rehearsal for { $login } was left behind, or the account was changed meanwhile.
drill-no-mails = No test mail was sent, for the reason above.
drill-no-mails-remedy = Put mail in order, and hold the drill again.
drill-mail-sent = The relay took the test mail to { $login }. Whether it arrives, only the reader can say.
drill-mail-refused = The test mail to { $login } was refused ({ $answer }).
drill-mail-later = The test mail to { $login } was not taken ({ $answer }).
drill-mail-later-remedy = Ask whoever runs { $host } what the answer means, and hold the drill again.

kind-break-glass = break-glass told
kind-drill = test mail
detail-reinstated = the suspension ended
event-break-glass-opened = break-glass link printed
event-break-glass-used = given back by break-glass
event-break-glass-password-set = given back by a password set at the server
event-break-glass-rehearsed = break-glass rehearsed
