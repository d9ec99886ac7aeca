# What every page has.

language-name = Italiano
frame-skip = Vai al contenuto
frame-language = Lingua
frame-error = Errore
frame-problems =
    { $count ->
        [one] C’è una cosa da correggere
       *[other] Ci sono { $count } cose da correggere
    }
frame-sign-out = Esci
frame-console = Console
frame-index = Indice
frame-house = Gli accessi di { $organization }.
frame-zone = Gli orari sono del fuso { $zone }.
call-title = La casella di posta non è più tua? Rivolgiti a
call-help = Ti serve aiuto? Rivolgiti a
call-contact-person = Persona di riferimento di { $organization }
call-operator = Si occupa di queste pagine
call-write = Scrivi una mail
cancel = Annulla
save = Salva
go-on = Continua
go-home = Vai alla tua pagina
go-to-start = Vai all’inizio
go-to-sign-in = Vai all’ingresso
try-again = Riprova
field-login = Nome di accesso
field-login-hint = Per esempio { $collaborator }; chi è titolare scrive solo { $owner }
field-login-missing = Scrivi il tuo nome di accesso.
field-password = Password
field-address = Indirizzo di contatto
field-address-wrong = Scrivi un indirizzo di posta, come nome@mail.example.
field-display-name-wrong = Scrivi un nome leggibile: al massimo 80 caratteri, e nessun indirizzo di pagine o di caselle.
field-language = Lingua
way-forgot-password = Ho dimenticato la password
way-forgot-password-hint = Ti mandiamo un link per sceglierne un’altra
way-forgot-login = Ho dimenticato il nome di accesso
way-forgot-login-hint = Ti scriviamo quali nomi usano il tuo indirizzo
way-unlock = Il mio accesso è bloccato
way-unlock-hint = Ti mandiamo un codice di sblocco
way-sign-in = Torna all’ingresso
way-sign-in-hint = Per controllare il nome di accesso
browser-on = { $browser } su { $system }
browser-unknown = Un dispositivo che non dice che cos’è
