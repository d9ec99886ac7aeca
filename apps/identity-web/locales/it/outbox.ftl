# Le mail di un’organizzazione.

console-outbox-title = Posta in uscita
outbox-lead = Le mail alle persone della tua organizzazione, degli ultimi 30 giorni. Quello che non è andato si può rimandare: codice o link sono nuovi, e i vecchi smettono di valere.
outbox-none = Nessuna mail è così
outbox-none-text = Quando una mail per qualcuno di qui è in viaggio, o non si è potuta consegnare, la vedi in questo elenco.
outbox-show-all = Mostra tutte le mail
outbox-table = Mail, dalla più recente
outbox-choose-one = Scegli { $letter }, { $name }
outbox-column-for = Per
outbox-column-letter = Mail
outbox-column-why = Cosa si sa
outbox-nobody = Qualcuno che qui non c’è più
outbox-asked = chiesta { $at }
outbox-tries =
    { $count ->
        [0] non ancora provata
        [one] un tentativo
       *[other] { $count } tentativi
    }
outbox-retry = Rimanda
outbox-retry-chosen = Rimanda quelle scelte
outbox-chosen = scelte
outbox-shown =
    { $count ->
        [one] Una mail mostrata
       *[other] { $count } mail mostrate
    }
outbox-newer = Più recenti
outbox-older = Meno recenti
outbox-not-failed =
    { $count ->
        [one] Una mail non è stata rimandata
       *[other] { $count } mail non sono state rimandate
    }
outbox-not-failed-text = È già in viaggio, o non c’è più. Sotto vedi come stanno ora.
letter-queued = In attesa
letter-sending = In viaggio
letter-sent = Inviata
letter-refused = Rifiutata
letter-given-up = Abbandonata
letter-withheld = Trattenuta
letter-next-try = prossimo tentativo { $at }
letter-again-from = ripresa, se serve, { $at }
letter-at = { $at }
letter-why-given-up = Non si è potuta consegnare finché serviva.
letter-why-withheld = In un’ora sono state chieste troppe mail di questo tipo.
letter-kind-barred = Accesso bloccato
letter-kind-unlock = Codice di sblocco
letter-kind-reset = Link per la password nuova
letter-kind-welcome = Link di benvenuto
letter-kind-login-names = Nomi di accesso
letter-kind-password-changed = Password cambiata
letter-kind-confirm-address = Conferma del nuovo indirizzo
letter-kind-agree-address = Consenso dal vecchio indirizzo
letter-kind-address-changed = Indirizzo di contatto cambiato
letter-kind-break-glass = Avviso di accesso dal server
letter-kind-drill = Mail di prova
