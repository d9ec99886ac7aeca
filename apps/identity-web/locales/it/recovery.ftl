# A forgotten password, a forgotten login name, dead links.

forgot-password-title = Scegli un’altra password
forgot-password-lead =
    { $minutes ->
        [one] Scrivi il nome di accesso: mandiamo un link al suo indirizzo di contatto. Vale un minuto, una volta sola.
       *[other] Scrivi il nome di accesso: mandiamo un link al suo indirizzo di contatto. Vale { $minutes } minuti, una volta sola.
    }
forgot-password-act = Mandami il link
forgot-password-again = Mandami un altro link
forgot-password-sent-lead = Se { $login } ha un indirizzo di contatto, il link per scegliere un’altra password è in viaggio.
forgot-password-sent-lead-to = Il link per scegliere un’altra password per { $login } è in viaggio verso { $address }.
forgot-password-sent-until = Vale fino alle { $until }, una volta sola. Puoi chiudere questa pagina.
forgot-login-title = Qual è il mio nome di accesso?
forgot-login-lead = Scrivi il tuo indirizzo di contatto: ti mandiamo per posta i nomi di accesso che lo usano.
forgot-login-hint = L’indirizzo di posta a cui ti scriviamo
forgot-login-act = Mandami i miei nomi di accesso
forgot-login-other = Prova un altro indirizzo
forgot-login-sent-lead = Se qualche nome di accesso usa { $email }, lì sta arrivando una mail che li elenca.
forgot-login-sent-none = Se nessun account usa quell’indirizzo non arriva niente: prova un altro dei tuoi, o chiedi a chi amministra la tua organizzazione.
reset-title = Scegli una nuova password
reset-lead = Appena la salvi, quella di prima smette di valere, il blocco finisce se c’era, e tutti i dispositivi escono.
reset-act = Salva la nuova password
reset-done-title = La nuova password è salvata
reset-done-lead = Usala per entrare. Tutti i dispositivi collegati sono usciti.
welcome-title = Ciao: scegli la tua password
welcome-lead = Chi amministra ha creato questo account per te. Con una password che sai solo tu, è tuo.
welcome-act = Salva la password
welcome-done-title = Il tuo account è pronto
welcome-done-lead = Entra con il tuo nome di accesso e la password che hai appena scelto.
dead-link-title = Questo link non apre più niente
dead-link-lead = È già stato usato, o il suo tempo è finito, o uno più recente ha preso il suo posto. Al tuo account non è successo nulla.
dead-link-new-code = Mandami un nuovo codice
dead-link-new-link = Mandami un nuovo link
dead-link-mention = Se ne chiedi a qualcuno, cita { $word } e { $at } ({ $zone }).
