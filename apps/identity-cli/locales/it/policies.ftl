# Regole: cosa significano, fin dove possono andare, e cosa avrebbe fatto un’altra.

heading-means = Cosa significa
heading-outside = Va oltre i limiti messi da allora, e vale finché non la si cambia
means-limit =
    { $limit ->
        [one] Una password sbagliata blocca un nome di accesso. Conta fino a un accesso o a uno sblocco.
       *[other] { $limit } password sbagliate di fila bloccano un nome di accesso. Contano fino a un accesso o a uno sblocco.
    }
means-limit-window =
    { $limit ->
        [one] Una password sbagliata blocca un nome di accesso. Si dimentica dopo { $window } senza un’altra.
       *[other] { $limit } password sbagliate di fila bloccano un nome di accesso. Si dimenticano dopo { $window } senza un’altra.
    }
means-until-unlocked = Resta bloccato finché qualcuno non lo sblocca.
means-for = Si riapre da solo dopo { $span }, o quando qualcuno lo sblocca.
means-delays = Dopo una password sbagliata il tentativo seguente aspetta { $first }, poi ogni volta il doppio, fino a { $ceiling }.
means-guesser =
    { $tries ->
        [one] Chi prova a indovinare senza sosta ha 1 tentativo al giorno per nome, e { $all } in tutto fino a una password nuova.
       *[other] Chi prova a indovinare senza sosta ha { $tries } tentativi al giorno per nome, e { $all } in tutto fino a una password nuova.
    }
means-private = Chi scrive un nome di accesso non ne sa niente.
means-masked-address = Chi scrive un nome di accesso vede il suo indirizzo di contatto mascherato, e sa se esiste.
means-contact = Chi scrive un nome di accesso vede la persona di riferimento, e sa se esiste.
means-both = Chi scrive un nome di accesso vede il suo indirizzo di contatto mascherato e la persona di riferimento, e sa se esiste.
fact-second-step = Secondo passaggio chiesto a tutti
was-and-is = { $what }: { $old } -> { $new }
one-and-other = { $one } { $other }
policy-same = Non c’è niente di diverso.
policy-set = La regola di { $handle } è cambiata. Vale dal prossimo tentativo.
policy-out-of-bounds = La regola va oltre i limiti della configurazione.
policy-bounds-remedy = Per vederli: identity policy show
bound-limit-least = Il limite è { $least } o più.
bound-limit-most = Il limite è { $most } o meno.
bound-window-least = Un errore conta { $least } o più a lungo.
bound-window-most = Un errore conta { $most } o meno a lungo.
bound-bar-least = Un blocco dura { $least } o più a lungo.
bound-bar-most = Un blocco dura { $most } o meno a lungo.
bound-delays-required = Ci sono attese crescenti.
bound-delays-forbidden = Non ci sono attese crescenti.
bound-masked-address = L’indirizzo mascherato non si mostra.
bound-contact = La persona di riferimento non si mostra.
dates-backwards = Fai che cominci prima di finire.
event-policy-changed = regola cambiata
check-policies = regole
policies-within = La regola di ogni organizzazione sta nei limiti.
policies-outside =
    { $count ->
        [one] La regola di un’organizzazione va oltre i limiti, e vale finché non la si cambia: { $handles }
       *[other] Le regole di { $count } organizzazioni vanno oltre i limiti, e valgono finché non le si cambia: { $handles }
    }
policies-outside-remedy = Per vedere come: identity policy show --organization { $handle }
column-end = Fine
column-truth = In realtà
simulated-from = Da
simulated-to = A
simulated-lockouts = Blocchi che ci sarebbero stati
simulated-people = Persone bloccate
simulated-happened = Blocchi che ci sono stati
simulated-spared = Di questi, non ci sarebbero stati
simulated-attempts = Tentativi fatti
simulated-refused = Password sbagliate non guardate
simulated-kept-out = Password giuste fuori fino a uno sblocco
simulated-too-soon = Tentativi troppo vicini al precedente
simulated-strangers = Tentativi su nomi che nessuno ha
simulated-nobody = Nessuno sarebbe stato bloccato, e nessuno lo è stato.
simulated-unknown = I tentativi rifiutati in realtà non sono mai stati fatti, perciò una regola più mite sembra più mite di quanto è. I nomi che nessuno ha sono contati insieme. Chi è arrivato con la password giusta si considera che abbia prima sbloccato.
end-open = dura ancora
end-unlocked = sbloccato
end-reset = password nuova
end-ran-out = finito da solo
end-came-back = tornato e sbloccato
end-spared = non ci sarebbe stato
truth-happened = c’è stato
truth-new = non c’è stato
