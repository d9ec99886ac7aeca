# Che cosa è stato fatto, e che cosa si chiede.

organization-opened = Hai aperto l’organizzazione { $handle }.
owner-can-sign-in = Il titolare entra come { $handle } con quella password.
account-added = Hai definito l’account { $login }.
account-edited = Hai modificato l’account { $login }.
account-suspended = Hai sospeso { $login }. Per tornare indietro: identity account reinstate { $login }
account-reinstated = Hai riattivato { $login }: si può usare di nuovo.
already-suspended = { $login } è già sospeso.
can-sign-in = { $login } può entrare con quella password.
link-follows = Un link per scegliere la password va a { $address }; lo spedisce identity-web, subito se è in funzione.
no-way-in-yet = Per ora nessuno ci può entrare: senza un indirizzo di contatto non si può mandare il link. Per darglielo: identity account edit { $login } --address INDIRIZZO
old-address-told = I codici e i link andati al vecchio indirizzo non aprono più niente, e il cambio gli viene comunicato.
unlocked = Hai sbloccato { $login }. Serve ancora la password giusta.
would-unlock = Sbloccherebbe { $login }.
nothing-was-done = Non è stato fatto niente: era una prova.
about-to-suspend =
    { $sessions ->
        [one] Sospendere { $login } chiude 1 sessione
       *[other] Sospendere { $login } chiude { $sessions } sessioni
    }{ $devices ->
        [one] , dimentica 1 dispositivo noto
       *[other] , dimentica { $devices } dispositivi noti
    } e annulla ogni codice e ogni link. Si può riattivare.
letter-retried = La lettera { $id } è di nuovo in coda; quello che porta viene fatto da capo.
no-organizations = Non c’è ancora nessuna organizzazione. Per aprire la prima: identity organization open --help
no-accounts = Nessun account è così.
no-events = Ancora niente.
no-letters = Nessuna lettera è così.
more-locked = Questi sono gli ultimi { $count }; possono essercene altri.
nobody-locked = Nessuno è bloccato.

ask-password = Nuova password
ask-password-again = Di nuovo la stessa
passwords-differ = Le due non sono uguali. Ancora una volta.
ask-confirmation = Scrivi { $word } per confermare:
confirmation-word = SÌ
# Anche come si scrive su una tastiera senza accenti.
confirmation-spellings = SÌ SI SI'
