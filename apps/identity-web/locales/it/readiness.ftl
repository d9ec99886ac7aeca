# Chi non potrebbe rientrare.

readiness-index = Chi resta fuori
readiness-title = Chi non potrebbe rientrare
readiness-lead = Se oggi dimenticassero la password, queste persone resterebbero fuori del tutto, o quasi.
readiness-all-well = Oggi potrebbero rientrare tutti.
readiness-from-the-start = Dall’inizio
readiness-cannot = Senza una via per rientrare
readiness-cannot-none = Nessuno: tutti hanno una via per rientrare.
readiness-cannot-word = Non rientra
readiness-at-risk = A un passo dal restare fuori
readiness-at-risk-none = Nessuno.
readiness-at-risk-word = A rischio
readiness-look-on = Nessuno fra quelli guardati fin qui; ce ne sono altri da guardare.
readiness-in-all = In tutto
readiness-in-all-hint = Tutti quelli che non sono sospesi
readiness-active = Persone
readiness-without-address = Senza indirizzo di contatto
readiness-unconfirmed = Con un indirizzo mai confermato
readiness-at-least =
    { $count ->
        [one] una o più
       *[other] { $count } o più
    }
readiness-drill = Chi gestisce il server può provare tutto con { $command }.
unready-no-address = Nessun indirizzo di contatto
unready-no-address-why = Nessun codice e nessun link può raggiungere questa persona.
unready-bouncing = La posta torna indietro
unready-bouncing-why = L’ultima mail non è stata consegnata, { $at }.
unready-exhausted = Cento password sbagliate di fila
unready-exhausted-why = Serve un’altra password, e non c’è un indirizzo a cui mandare il link.
unready-suspended-owner = Il titolare è sospeso
unready-suspended-owner-why = Qui nessuno può di più: lo può riattivare chi gestisce il server.
unready-nobody-administers = Nessuno potrebbe amministrare
unready-nobody-administers-why = Nessun account che può entrare nella console ha una via per entrare. Aiuta solo l’accesso d’emergenza dal server.
unready-never-confirmed = Indirizzo mai confermato
unready-never-confirmed-why = Non sappiamo se qualcuno lo legge. Lo conferma chi apre un link arrivato lì; la persona può chiederne uno da «Il mio account».
unready-never-came-in = Ancora senza password
unready-never-came-in-why = Nessun link di benvenuto vale più.
unready-sole-administrator = Nessun altro amministra
unready-sole-administrator-why = Se questa persona perde la casella, aiuta solo l’accesso d’emergenza dal server.
unready-add-address = Aggiungi un indirizzo
unready-correct-address = Correggi l’indirizzo
unready-confirm-address = Confermalo
unready-open-account = Apri l’account
unready-send-welcome = Manda il link di benvenuto
unready-appoint = Nomina un’altra persona
unready-at-the-server = Dal server
