# La regola d’accesso di un’organizzazione, e la prova di un’altra.

console-policies-title = Regola d’accesso
policy-lead = Cosa succede dopo password sbagliate, per tutti nella tua organizzazione. Una modifica vale dal prossimo tentativo; chi ora è chiuso fuori rientra come prima.
policy-proof = Scrivi anche la tua password: è passato un po’ da quando sei entrato.
policy-outside = Questa regola va oltre quello che ora il gestore permette
policy-outside-text = Vale finché qualcuno non la cambia. Una nuova deve stare in questi limiti:
policy-today = Cosa significa oggi
policy-would-mean = Cosa significherebbe
policy-not-saved = Non è ancora salvato niente.
policy-another = Un’altra regola
policy-limit = Password sbagliate di fila che bloccano
policy-limit-hint = Un numero da { $least } a { $most }
policy-window = Quando si dimenticano le password sbagliate?
policy-window-never-word = Solo con la password giusta, o con uno sblocco
policy-window-after-word = Dopo questo tempo senza un’altra:
policy-window-count = Quanto tempo
policy-window-unit = In quale unità
policy-window-hint = Da { $least } a { $most }
policy-window-hint-least = Almeno { $least }
policy-window-never = Il gestore chiede che non si dimentichino mai da sole.
policy-bar = Quanto dura un blocco?
policy-bar-until-unlocked-word = Finché qualcuno non sblocca
policy-bar-for-word = Per questo tempo:
policy-bar-count = Quanto dura
policy-bar-unit = Unità di quel tempo
policy-bar-hint = Da { $least } a { $most }
policy-bar-hint-least = Almeno { $least }
policy-bar-never = Il gestore chiede che duri finché qualcuno non sblocca.
policy-unit-minutes = minuti
policy-unit-hours = ore
policy-unit-days = giorni
policy-delays = Attese crescenti
policy-delays-hint = Dopo ogni password sbagliata il tentativo seguente aspetta il doppio
policy-delays-required = Il gestore chiede attese crescenti.
policy-delays-forbidden = Il gestore non permette attese crescenti.
policy-masked-address = Mostra l’indirizzo di contatto mascherato
policy-masked-address-hint = A chiunque scriva un nome di accesso: le persone sanno subito in quale casella guardare, e gli estranei imparano quali nomi esistono
policy-masked-address-forbidden = Il gestore non permette di mostrare l’indirizzo mascherato.
policy-contact = Mostra la persona di riferimento
policy-contact-hint = A chiunque scriva un nome di accesso: le persone sanno chi chiamare, e gli estranei imparano quali nomi esistono
policy-contact-forbidden = Il gestore non permette di mostrare la persona di riferimento.
policy-preview = Mostra cosa significa
policy-try = Provala sugli ultimi 30 giorni
policy-save = Salva questa regola
policy-conflict = Nel frattempo qualcun altro ha salvato. Sopra c’è quello che vale adesso, sotto quello che hai scritto: salva di nuovo per metterlo al suo posto.
policy-log-too-long = Nel registro c’è troppo per provarla qui. Chi gestisce il server può farlo, con «identity policy simulate».
policy-means-limit =
    { $limit ->
        [one] Una password sbagliata blocca il nome di accesso. Conta finché non arriva quella giusta, o qualcuno sblocca.
       *[other] { $limit } password sbagliate di fila bloccano il nome di accesso. Contano finché non arriva quella giusta, o qualcuno sblocca.
    }
policy-means-limit-window =
    { $limit ->
        [one] Una password sbagliata blocca il nome di accesso. Si dimentica dopo { $window } senza un’altra.
       *[other] { $limit } password sbagliate di fila bloccano il nome di accesso. Si dimenticano dopo { $window } senza un’altra.
    }
policy-means-until-unlocked = Resta bloccato finché qualcuno non lo sblocca: la persona con il codice che riceve per mail, o un amministratore.
policy-means-for = Si riapre da solo dopo { $span }; il codice che arriva per mail, o un amministratore, lo apre prima.
policy-means-delays = Dopo una password sbagliata il tentativo seguente aspetta { $first }, poi ogni volta il doppio, fino a { $ceiling }.
policy-means-guesser =
    { $tries ->
        [one] Chi prova a indovinare senza sosta ha un tentativo al giorno per nome, e { $all } in tutto: poi serve una password nuova.
       *[other] Chi prova a indovinare senza sosta ha { $tries } tentativi al giorno per nome, e { $all } in tutto: poi serve una password nuova.
    }
policy-means-device = Un browser che è già entrato ha tentativi tutti suoi: gli estranei che sbagliano apposta non chiudono fuori chi lo usa.
policy-means-private = A chi scrive un nome di accesso non si dice niente, nemmeno se esiste.
policy-means-masked-address = Chi scrive un nome di accesso vede il suo indirizzo di contatto mascherato, e così sa se esiste.
policy-means-contact = Chi scrive un nome di accesso vede la persona di riferimento, e così sa se esiste.
policy-means-both = Chi scrive un nome di accesso vede il suo indirizzo di contatto mascherato e la persona di riferimento, e così sa se esiste.
trial-title = Cosa avrebbe fatto
trial-since = Dal { $at }
trial-lead =
    { $lockouts ->
        [0] Nessuno sarebbe stato bloccato.
        [one] Ci sarebbe stato un blocco.
       *[other] Ci sarebbero stati { $lockouts } blocchi ({ $people ->
            [one] una persona
           *[other] { $people } persone
        }).
    }
trial-lead-truth =
    { $happened ->
        [0] In realtà non ce n’è stato nessuno.
        [one] In realtà ce n’è stato uno.
       *[other] In realtà ce ne sono stati { $happened }.
    }
trial-lead-spared =
    { $spared ->
        [one] Di questi, uno non ci sarebbe stato.
       *[other] Di questi, { $spared } non ci sarebbero stati.
    }
trial-attempts = Tentativi fatti
trial-refused = Password sbagliate che non sarebbero state guardate
trial-kept-out = Password giuste che avrebbero richiesto prima uno sblocco
trial-too-soon = Tentativi che sarebbero arrivati troppo presto
trial-strangers = Tentativi su nomi che nessuno ha
trial-table = Blocchi, nell’ordine in cui sono cominciati
trial-column-end = Com’è finito
trial-column-truth = In realtà
trial-on-device = in un solo browser
trial-happened = È successo
trial-new = Non è successo
trial-spared = Non ci sarebbe stato
trial-open = Durerebbe ancora
trial-unlocked = Finito con uno sblocco, { $at }
trial-reset = Finito con una password nuova, { $at }
trial-ran-out = Finito da solo, { $at }
trial-came-back = Finito quando la persona è tornata e ha sbloccato, { $at }
trial-unknown = Quello che nessuno può sapere: i tentativi rifiutati in realtà non sono mai stati fatti, perciò una regola più mite qui può sembrare più mite di quanto è. I nomi che nessuno ha sono contati insieme. Chi è arrivato con la password giusta si considera che abbia prima sbloccato per mail.
time-span-seconds =
    { $count ->
        [one] un secondo
       *[other] { $count } secondi
    }
happened-policy-changed = Regola d’accesso cambiata
locked-networks = Reti che devono aspettare
locked-networks-about = Da lì sono arrivate troppe richieste, e da lì nell’ultima ora qualcuno ha provato i tuoi account. È quello che conta il computer che ti ha risposto; possono essercene altri.
locked-network-until = rifiutata fino a: { $at }
