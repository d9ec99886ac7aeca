# Locked out, and back in.

barred-title = L’accesso è bloccato
barred-lead = Per { $login } ci sono state troppe password sbagliate di seguito. Per proteggerti, per ora non ne accettiamo altre.
barred-code =
    { $minutes ->
        [one] Possiamo mandarti un codice di sblocco all’indirizzo di contatto. Arriva di solito entro un minuto e vale un minuto.
       *[other] Possiamo mandarti un codice di sblocco all’indirizzo di contatto. Arriva di solito entro un minuto e vale { $minutes } minuti.
    }
barred-code-to =
    { $minutes ->
        [one] Possiamo mandarti un codice di sblocco a { $address }. Arriva di solito entro un minuto e vale un minuto.
       *[other] Possiamo mandarti un codice di sblocco a { $address }. Arriva di solito entro un minuto e vale { $minutes } minuti.
    }
barred-untouched = I tuoi dati non sono stati toccati.
barred-ends = Se preferisci aspettare: si riapre da sé alle { $at }.
barred-act = Mandami il codice di sblocco
barred-forgot-hint = Ti mandiamo un link per sceglierne un’altra; finisce anche il blocco
barred-not-you = Non sei stato tu a sbagliare? Allora qualcuno ha provato a entrare al posto tuo e non ci è riuscito. Sblocca l’accesso e, quando sei dentro, cambia la password.
unlock-ask-title = Sblocca l’accesso
unlock-ask-lead =
    { $minutes ->
        [one] Scrivi il nome di accesso: mandiamo un codice di sblocco al suo indirizzo di contatto. Vale un minuto.
       *[other] Scrivi il nome di accesso: mandiamo un codice di sblocco al suo indirizzo di contatto. Vale { $minutes } minuti.
    }
unlock-mail-title = Guarda la posta
unlock-mail-lead = Se { $login } ha un indirizzo di contatto, il codice è in viaggio.
unlock-mail-lead-to = Il codice per { $login } è in viaggio verso { $address }.
unlock-code = Codice di sblocco
unlock-code-hint = Otto cifre. Vale fino alle { $until }, una volta sola.
unlock-code-not-right = Il codice non è giusto: controlla le otto cifre e riscrivile
unlock-code-left =
    { $count ->
        [one] Non corrisponde a quello della mail. Puoi riprovare ancora una volta.
       *[other] Non corrisponde a quello della mail. Puoi riprovare altre { $count } volte.
    }
unlock-code-too-many = I codici sbagliati sono stati troppi: per ora non ne accettiamo nessuno.
unlock-link-still = Apri il link che è nella mail: toglie ancora il blocco.
unlock-codes-again = Da quando accettiamo di nuovo codici: { $until }.
unlock-link-again = Rimandami la mail con il link
unlock-act = Sblocca
unlock-mail-link = Preferisci il link? È nella stessa mail: apre una pagina con un pulsante.
unlock-mail-again = Mandami un altro codice
unlock-mail-again-hint = Il codice di prima smette di valere.
mail-nothing = Non arriva niente?
mail-no-address = A un account senza indirizzo di contatto non arriva niente: in quel caso chiedi a chi amministra la tua organizzazione.
mail-spam = Guarda anche nella posta indesiderata.
mail-sender = Il mittente è { $sender }.
mail-again-hint = Il link di prima smette di valere.
unlock-link-title = Manca un pulsante
unlock-link-lead = Toglie il blocco e nient’altro: poi entri con la tua password.
unlock-link-lead-for = Toglie il blocco a { $login } e nient’altro: poi entri con la tua password.
unlock-link-act = Sblocca il mio accesso
unlock-link-not-you = Non l’hai chiesto tu? Chiudi la pagina: senza la password non entra nessuno.
unlocked-title = Puoi entrare di nuovo
unlocked-lead = Il blocco di { $login } è finito alle { $at }. La password non è cambiata: per entrare ti serve ancora.
unlocked-new-password = Scegli una nuova password
unlocked-new-password-hint = Scegli una nuova password se non ricordi quella di prima. Ti mandiamo un link, e gli altri tuoi dispositivi escono.
unlocked-somebody = Era qualcun altro a provare?
unlocked-attempts =
    { $count ->
        [one] C’è stato un tentativo fallito: { $last }.
       *[other] Ci sono stati { $count } tentativi falliti, l’ultimo { $last }.
    }
unlocked-network = Veniva da { $network }.
unlocked-not-you = Se non sei stato tu, scegli una nuova password.
