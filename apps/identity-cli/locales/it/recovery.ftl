# Rientrare: accesso d’emergenza, chi resta fuori, prove.

about-to-print = Viene stampato un link che restituisce { $login }: chi lo apre entro { $span } sceglie un’altra password. Allora finiscono tutte le sessioni, i codici, i link e i dispositivi noti.
about-to-print-suspended = { $login } è sospeso. Viene stampato un link che lo restituisce e fa finire la sospensione: chi lo apre entro { $span } sceglie un’altra password. Allora finiscono tutti i codici, i link e i dispositivi noti.
about-to-set = Viene impostata una nuova password per { $login }. Finiscono tutte le sessioni, i codici, i link e i dispositivi noti.
about-to-set-suspended = { $login } è sospeso. Viene impostata una nuova password, e la sospensione finisce. Finiscono tutti i codici, i link e i dispositivi noti.
earlier-link-would-die = Un link stampato prima per { $login } vale ancora; non aprirebbe più niente.
would-tell = Sarebbero avvisati per posta
is-told = Avvisati per posta, appena identity-web la manda
told-list = { $how }: { $logins }
nobody-to-tell = Nessun altro che amministra l’organizzazione ha un indirizzo di contatto: nessuno viene avvisato per posta. La console lo mostra per 30 giorni.
link-printed =
    { $minutes ->
        [one] Questo link restituisce { $login }. Vale una volta sola, per un minuto:
       *[other] Questo link restituisce { $login }. Vale una volta sola, per { $minutes } minuti:
    }
link-itself = { $link }
link-once = Dallo solo alla persona giusta, e non con una mail che leggono altri. Si vede solo questa volta; per aprirlo identity-web deve essere in funzione.
password-set = { $login } può accedere con quella password.
suspension-over = La sospensione è finita.

column-how-bad = Quanto è grave
cannot-recover = non rientra
at-risk = a rischio
everybody-ready = Potrebbero rientrare tutti.
unready-in-all =
    { $lost ->
        [0] Oggi non resterebbe fuori nessuno
        [one] Una persona non potrebbe rientrare
       *[other] { $lost } persone non potrebbero rientrare
    }{ $risk ->
        [0] .
        [one] , e una è a un passo dal restare fuori.
       *[other] , e { $risk } sono a un passo dal restare fuori.
    }
unready-no-address = nessun indirizzo di contatto
unready-bouncing = la posta torna indietro
unready-exhausted = 100 password sbagliate di fila e nessun indirizzo per sceglierne un’altra
unready-suspended-owner = il titolare è sospeso
unready-nobody-administers = nessuno potrebbe amministrare l’organizzazione
unready-never-confirmed = indirizzo mai confermato
unready-never-came-in = ancora senza password, e nessun link valido per la prima
unready-sole-administrator = nessun altro amministra l’organizzazione
remedy-address = identity account edit { $login } --address INDIRIZZO
remedy-confirm = La persona segua un link che arriva lì per posta, o lo confermi in /account/address.
remedy-welcome = identity account welcome { $login }
remedy-appoint = Nomina un altro amministratore: identity permission grant LOGIN --permission identity.accounts.manage
remedy-reinstate = identity account reinstate { $login }
remedy-break-glass = identity break-glass { $login } --reason TESTO

check-links = link
check-test-mail = mail di prova
check-break-glass = accesso d’emergenza
check-administrator = amministratore
key-beside = La chiave sta in { $path }, accanto al database: chi prende quella cartella ha tutto.
key-beside-remedy = Spostala altrove, imposta secrets.house_key_file, e tieni separate le due cose anche nei backup.
key-apart = La chiave e il database stanno in posti diversi.
links-fine = I link nelle mail cominciano con { $url }.
links-astray = I link nelle mail non cominciano con { $url }.
links-remedy = Imposta web.base_url come lo vedono i browser, e riavvia identity-web.
drill-unready = { $login }: { $reason }.
drill-all-ready = Chiunque amministra { $handle } potrebbe rientrare.
drill-glass-works = La via d’uscita per { $login } è aperta: un link è stato creato, trovato e ritirato; restano solo due righe nel registro.
drill-glass-out = Un link vero per { $login } è in giro in questo momento, e non è stato toccato.
drill-glass-out-remedy = Rifai la prova quando è stato usato o è scaduto.
drill-glass-not-found = Un link è stato creato per { $login }, e non è stato trovato.
drill-glass-left = Della prova per { $login } è rimasto qualcosa, o intanto l’account è cambiato.
drill-no-mails = Non è partita nessuna mail di prova, per il motivo qui sopra.
drill-no-mails-remedy = Metti in ordine la posta, e rifai la prova.
drill-mail-sent = Il relay ha preso la mail di prova per { $login }. Se arriva, lo sa solo chi la legge.
drill-mail-refused = La mail di prova per { $login } è stata rifiutata ({ $answer }).
drill-mail-later = La mail di prova per { $login } non è stata presa ({ $answer }).
drill-mail-later-remedy = Chiedi a chi gestisce { $host } che cosa vuol dire la risposta, e rifai la prova.

kind-break-glass = avviso di accesso d’emergenza
kind-drill = mail di prova
detail-reinstated = la sospensione è finita
event-break-glass-opened = link d’emergenza stampato
event-break-glass-used = restituito con l’accesso d’emergenza
event-break-glass-password-set = restituito con una password impostata al server
event-break-glass-rehearsed = accesso d’emergenza provato
