# The console.

console-index = Indice della console
console-every-day = Ogni giorno
console-yourself = Tu
console-need-attention = da guardare
console-accounts-title = Account
console-locked-title = Bloccati
console-locked-table = Account bloccati, dal più recente
console-locked-none = Nessuno è chiuso fuori.
console-locked-none-text = Quando qualcuno sbaglia troppe password, qui vedi chi è, da quando e da dove, e puoi riaprirgli la porta.
console-locked-lead =
    { $count ->
        [one] Una persona è chiusa fuori. Lo sblocco toglie il blocco e nient’altro: serve ancora la password giusta.
       *[other] { $count } persone sono chiuse fuori. Lo sblocco toglie il blocco e nient’altro: serve ancora la password giusta.
    }
console-add = Aggiungi un account
console-all = Tutti gli account
console-show = Mostra
console-show-all = Mostra tutti gli account
console-none-found = Nessun account è così
console-empty = Qui non c’è ancora nessuno
console-empty-text = Ogni persona che può entrare ha un account. Tu dai il nome di accesso e, se c’è, l’indirizzo di contatto; la password la sceglie ognuno da sé.
console-choose = Scegli
console-choose-one = Scegli { $name }
console-chosen = scelti
console-unlock = Sblocca
console-unlock-chosen = Sblocca quelli scelti
console-suspend = Sospendi
console-reinstate = Riattiva
console-edit = Modifica
console-welcome = Rimanda il link di benvenuto
console-pages = Pagine
console-shown =
    { $count ->
        [one] Un account mostrato
       *[other] { $count } account mostrati
    }
console-previous = Precedenti
console-next = Successivi
console-never = Mai
console-failures =
    { $count ->
        [one] una password sbagliata
       *[other] { $count } password sbagliate
    }
console-until-unlocked = Quando qualcuno sblocca
console-new-title = Aggiungi un account
console-new-lead = La persona riceve una mail con il nome di accesso e un link per scegliere la password.
console-new-password = Non scegli nessuna password: la conosce solo la persona. Senza un indirizzo di contatto il link non sa dove andare, e la persona non può sceglierla.
console-new-act = Aggiungi l’account
console-edit-title = Modifica { $name }
console-edit-lead = Cambia quello che non è più giusto; il resto rimane com’è.
console-edit-password = Qui la password non si tocca. Chi la dimentica si fa mandare un link dalla pagina d’ingresso.
console-conflict = Nel frattempo qualcun altro ha salvato questo account. Ecco com’è adesso: rifai la tua modifica.
console-owner-login = entra con il solo nome dell’organizzazione
console-name = Parte propria del nome di accesso
console-name-hint = Quello che viene prima della barra, come in { $login }
console-name-wrong = Usa lettere, cifre, punti, trattini o trattini bassi, senza spazi.
console-name-taken = Questo nome di accesso ce l’ha già qualcun altro.
console-display-name = Nome della persona
console-display-name-hint = Come la conoscono gli altri; appare negli elenchi e nelle mail
console-address = Indirizzo di contatto, se c’è
console-address-hint = Ci arrivano codici e link. Senza, la persona non può rientrare da sola e deve chiedere a te.
console-language-hint = Delle pagine e delle mail per questa persona
console-created = { $rank } dal { $at }
console-ask-can = Che cosa può fare?
console-ask-back = Può rientrare?
console-ask-happened = Che cosa è successo?
console-nothing-yet = Ancora niente
console-ways-open = Le vie aperte oggi
console-live-sessions = Sessioni attive
console-history-table = Ultimi eventi, dal più recente
column-account = Account
column-state = Stato
column-rank = Ruolo
column-address = Indirizzo di contatto
column-locked-since = Bloccato da
column-ends = Si riapre
column-when = Quando
column-what = Che cosa
column-who = Chi
state-any = Tutti
state-active = Attivo
state-awaited = Ancora senza password
state-locked = Bloccato
state-suspended = Sospeso
state-since = { $at }
state-since-from = { $at }, da { $from }
state-locked-since = Bloccato: { $at }
state-suspended-since = Sospeso: { $at }
rank-owner = Titolare
rank-member = Collaboratore
back-yes = Sì, per posta
back-yes-why = L’indirizzo di contatto è confermato
back-perhaps = Forse, per posta
back-perhaps-why = L’indirizzo di contatto c’è, ma non ha mai risposto
back-no = Non da sé
back-no-why = Non c’è un indirizzo di contatto: nessun codice e nessun link arriva
back-suspended = Non finché è sospeso
back-suspended-why = Prima riattiva l’account
actor-themselves = la persona stessa
actor-administrator = un amministratore
actor-operator = il gestore
actor-unknown = non si sa
happened-created = Account aggiunto
happened-edited = Account modificato
happened-language = Lingua scelta
happened-welcome-sent = Link di benvenuto spedito
happened-activated = Prima password scelta
happened-signed-in = Ingresso riuscito
happened-sign-in-failed = Password sbagliata
happened-signed-out = Uscita
happened-stepped-up = Password confermata
happened-barred = Bloccato
happened-unlock-requested = Codice di sblocco richiesto
happened-unlock-sent = Codice di sblocco spedito
happened-unlock-failed = Codice di sblocco sbagliato
happened-unlocked = Sbloccato per posta
happened-unlocked-by-administrator = Sbloccato
happened-reset-requested = Link per la password richiesto
happened-reset-sent = Link per la password spedito
happened-password-reset = Nuova password tramite link
happened-password-changed = Password cambiata
happened-login-names-sent = Nomi di accesso spediti
happened-address-requested = Nuovo indirizzo richiesto
happened-address-confirmed = Indirizzo confermato
happened-address-changed = Indirizzo di contatto cambiato
happened-address-cancelled = Cambio di indirizzo annullato
happened-session-ended = Sessione chiusa
happened-sessions-ended = Altre sessioni chiuse
happened-device-forgotten = Dispositivo dimenticato
happened-suspended = Sospeso
happened-reinstated = Riattivato
happened-barred-told = Mail sul blocco spedita
happened-password-told = Mail sulla password cambiata spedita
happened-address-asked = Link per confermare l’indirizzo spedito
happened-address-told = Mail sull’indirizzo cambiato spedita
happened-mail-retried = Mail spedita di nuovo
happened-session-named = Sessione rinominata
happened-mail-failed = Mail non consegnata
