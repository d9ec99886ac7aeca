# Permessi, profili e che cosa è stato dato.

column-category = Categoria
column-permission = Permesso
column-meaning = Significato
column-may = Può
column-why = Perché
column-through = Attraverso che cosa
column-profile = Profilo
column-profiles = Profili
column-permissions = Permessi
column-ends = Scade
column-given-by = Dato da
column-given = Dato
column-put-in-by = Messo da
column-holders = In quanti
column-held-by = Chi ce l’ha
heading-rights = Che cosa gli è stato dato
heading-grants = Che cosa dà
no-rights = Niente.
all-rights = L’organizzazione è sua: il titolare può fare tutto.
no-profiles = Non c’è ancora nessun profilo. Per definirne uno: identity profile define --help
no-holders = Nessuno può farlo.
marked-owner-only = resta al titolare
profile-cell = profilo «{ $name }»
the-permission = il permesso { $name }
the-profile = il profilo «{ $name }»
at-least = { $count } o più

giver-operator = un operatore
giver-owner = { $name }, titolare
giver-account = { $name }
until-taken = finché non viene tolto
until-moment = fino al { $at }

through-ownership = L’organizzazione è sua.
through-permission = Dato da { $giver } il { $at }, { $until }.
through-profile = Attraverso il profilo «{ $profile }», dato da { $giver } il { $at }, { $until }.
why-unknown = Un permesso così non c’è.
why-suspended = L’account è sospeso dal { $at }.
why-account-ended = L’account è scaduto il { $at }.
why-owner-only = Resta al titolare, qualunque cosa venga data.
why-ended = Quello che era stato dato è scaduto il { $at }.
why-giver-lost-it = Viene da { $giver }, che non ce l’ha (più).
why-unconfirmed = Era stato dato prima che il database venisse ripristinato il { $at }, e nessuno l’ha confermato da allora.
why-not-granted = Nessuno l’ha dato.

granted = Hai dato { $what } a { $login }, { $until }.
taken = Hai tolto { $what } a { $login }.
would-take = Toglierebbe { $what } a { $login }.
not-held = { $login } non ha ricevuto { $what } per sé: non c’è niente da togliere.
still-may = { $login } può ancora fare { $permission }. { $why }
profile-defined = Hai definito il profilo «{ $profile }». Per darlo: identity permission grant LOGIN --profile "{ $profile }"
profile-changed = Hai modificato il profilo «{ $profile }».
profile-removed = Hai eliminato il profilo «{ $profile }».
about-to-remove-profile =
    { $holders ->
        [0] Nessuno ha il profilo «{ $profile }». Non si può recuperare.
        [one] Eliminare il profilo «{ $profile }» toglie subito quello che dà a 1 account. Non si può recuperare.
       *[other] Eliminare il profilo «{ $profile }» toglie subito quello che dà a { $holders } account. Non si può recuperare.
    }
about-to-remove-common-profile = Eliminare il profilo «{ $profile }» toglie subito quello che dà a { $holders } account o più. Non si può recuperare.

no-such-permission = Il permesso { $permission } non c’è.
no-such-permission-remedy = Per vedere quelli che ci sono: identity permission list
no-such-profile = In { $handle } il profilo «{ $profile }» non c’è.
no-such-profile-remedy = Per vedere quelli che ci sono: identity profile list --organization { $handle }
not-in-profile = Il profilo «{ $profile }» non dà { $permission }.
not-in-profile-remedy = Togli quel --remove.
owner-only = { $permission } resta al titolare, e non si può dare.
owner-only-remedy = Toglilo; identity permission list mostra quali sono così.
not-givable = Il profilo «{ $profile }» ha { $permission }, che non è più nel catalogo o resta al titolare.
not-givable-remedy = Toglilo con lo stesso comando: --remove { $permission }
owner-holds-all = { $login } è il titolare, che ha già tutto: non c’è niente da dare o da togliere.
owner-holds-all-remedy = Indica l’account di un membro, come marco/studio-rossi.
owner-does-not-end = { $login } è il titolare, e il suo account non scade da solo.
owner-does-not-end-remedy = Togli --ends; per chiudere l’account: identity account suspend { $login }
profile-taken = Il nome «{ $profile }» è già di un altro profilo.
profile-taken-remedy = Scegli un altro nome; maiuscole e minuscole non fanno differenza.
profile-changed-meanwhile = Nel frattempo qualcun altro ha cambiato il profilo «{ $profile }».
profile-changed-meanwhile-remedy = Guarda com’è adesso e decidi di nuovo: identity profile show "{ $profile }" --organization { $handle }
rights-gone = Quello che c’era da dare non c’è più.
too-many-grants = { $login } avrebbe più di { $limit } permessi e profili.
too-many-grants-remedy = Metti insieme i permessi in un profilo, oppure prima togline qualcuno: identity permission take { $login } --permission NOME
too-many-profiles = { $handle } ha { $limit } profili, quanti ne può avere un’organizzazione.
too-many-profiles-remedy = Elimina o cambia uno di quelli che ci sono.

event-rights-changed = permessi cambiati
event-profile-defined = profilo definito
event-profile-changed = profilo modificato
event-profile-removed = profilo eliminato
rights-confirmed = Quello che è stato dato a { $login } è confermato.
