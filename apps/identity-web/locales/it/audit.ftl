# Il registro della console e il suo quadro.

console-records = Registri
audit-title = Registro di controllo
audit-lead = Tutto quello che è stato fatto qui: chi, a chi, da dove. Le righe vengono sigillate pochi secondi dopo essere state scritte; ciò che qualcuno cambia dopo viene scoperto.
audit-table = Il registro di controllo, la riga più recente per prima
audit-from = Dal giorno
audit-to = Al giorno
audit-anything = Qualsiasi cosa
audit-about = Riguardo a chi (nome di accesso)
audit-by = Fatto da (nome di accesso)
audit-kind = Oppure da chi altro
audit-network = Dalla rete
audit-by-anybody = Chiunque
audit-by-stranger = Qualcuno che non è entrato
audit-column-about = Riguardo a
audit-number = N. { $number }
audit-unsealed = non ancora sigillata
audit-acts-for = per conto di { $organization }
audit-gone = Un account che qui non si vede
audit-none = Nessuna riga così
audit-none-text = Scegli altri giorni o lascia vuoto un campo.
audit-show-all = Mostra tutto il registro
audit-shown =
    { $count ->
        [one] Una riga mostrata
       *[other] { $count } righe mostrate
    }
audit-later = Più recenti
audit-earlier = Precedenti
audit-export = Portalo con te
audit-export-text = Tutte le righe che questi filtri trovano, dalla più vecchia. Il CSV si apre senza rischi in un foglio di calcolo.
audit-export-csv = CSV
audit-export-jsonl = JSON Lines
audit-wrong-from = Scrivi il primo giorno come anno, mese e giorno: 2026-11-24.
audit-wrong-to = Scrivi l’ultimo giorno come anno, mese e giorno: 2026-11-24.
audit-wrong-about = Riguardo a chi: nessuno qui ha quel nome di accesso.
audit-wrong-by = Fatto da: nessuno qui ha quel nome di accesso.
audit-wrong-network = Scrivi un indirizzo o una rete: 192.0.2.7, 192.0.2.0/24, 2001:db8::/32.

did-sign-in-failed = Accesso non riuscito
did-sign-in-too-late = Password giusta, ma nel frattempo bloccato
did-unlocked = Sbloccato
did-login-names-requested = Nomi di accesso richiesti
did-organization-opened = Organizzazione aperta
did-organization-changed = Organizzazione modificata
did-policy-changed = Regola d’accesso cambiata
did-account-readdressed = Indirizzo di contatto sostituito
did-welcome-sent = Link di benvenuto rispedito
did-reset-sent = Link per la password spedito
did-accounts-imported = Elenco di persone importato
did-accounts-exported = Elenco di persone esportato
did-profile-defined = Profilo definito
did-profile-changed = Profilo modificato
did-profile-removed = Profilo eliminato
did-session-named = Sessione nominata
did-letter-readied = Lettera preparata
did-letter-settled = Lettera conclusa
did-letter-retried = Lettera rispedita
did-break-glass-opened = Creato un link che restituisce l’account
did-break-glass-used = Account restituito con il link
did-break-glass-password-set = Password impostata dal server
did-break-glass-rehearsed = Accesso dal server provato
did-installation-restored = Base di dati ripristinata da una copia
did-lockout-carried-over = Blocco mantenuto dopo un ripristino
did-audit-pruned = Vecchie righe tolte dal registro
detail-unknown-name = nessuno ha quel nome
detail-no-password = ancora senza password
detail-wrong-password = password sbagliata
detail-suspended = sospeso
detail-password = password
detail-unlock-code = codice di sblocco
detail-by-code = con il codice
detail-by-link = con il link
detail-by-administrator = da un amministratore
detail-by-operator = dal gestore
detail-letter-barred = accesso bloccato
detail-letter-unlock = codice di sblocco
detail-letter-reset = link per la password
detail-letter-welcome = prima password
detail-letter-login-names = nomi di accesso
detail-letter-password-changed = password cambiata
detail-letter-confirm-address = nuovo indirizzo da confermare
detail-letter-agree-address = consenso al cambio di indirizzo
detail-letter-address-changed = indirizzo cambiato
detail-letter-break-glass = avviso di accesso dal server
detail-letter-drill = mail di prova
detail-reinstated = sospensione finita
detail-letter-queued = attende un altro tentativo
detail-letter-sent = spedita
detail-letter-refused = rifiutata dall’altra parte
detail-letter-given-up = abbandonata
detail-letter-withheld = trattenuta: troppe verso quella casella

overview-title = Quadro
overview-lead =
    { $count ->
        [0] Nessuno è bloccato.
        [one] Una persona è bloccata.
       *[other] { $count } persone sono bloccate.
    }
overview-ask-locked = Chi è bloccato?
overview-locked =
    { $count ->
        [one] Una persona
       *[other] { $count } persone
    }
overview-locked-more =
    { $count ->
        [one] e un’altra
       *[other] e altre { $count }
    }
overview-locked-since = La prima: { $at }
overview-look-and-unlock = Guarda e sblocca
overview-nobody = Nessuno
overview-nobody-text = Chi sbaglia troppe password compare qui.
overview-ask-mail = La posta parte?
overview-mail-well = Sì
overview-mail-well-text = Negli ultimi 30 giorni nessuna lettera è andata male.
overview-mail-failed =
    { $count ->
        [one] Una lettera è andata male
       *[other] { $count } lettere sono andate male
    }
overview-mail-failed-text = Negli ultimi 30 giorni. Quasi sempre è un indirizzo sbagliato.
overview-see-letters = Vedi quali
overview-ask-today = Che cosa è successo oggi?
overview-today =
    { $count ->
        [0] Ancora nessun accesso
        [one] Un accesso
       *[other] { $count } accessi
    }
overview-today-failed =
    { $count ->
        [0] Nessun tentativo è fallito
        [one] Un tentativo è fallito
       *[other] { $count } tentativi sono falliti
    }
overview-open-log = Apri il registro di controllo
overview-sign-ins = Accessi
overview-failures = Tentativi falliti
overview-lockouts = Blocchi
overview-plot = { $title } al giorno: { $total } in tutto. { $peak }
overview-peak = Il massimo il { $day }: { $count }
overview-none = Nessuno in questi giorni
overview-day = { $day } { $month }
overview-as-table = Le stesse cifre in tabella
overview-table = Gli ultimi 30 giorni, il più recente per primo
overview-column-day = Giorno
