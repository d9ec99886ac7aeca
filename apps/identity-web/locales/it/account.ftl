# The start page and one’s own account.

home-greeting-morning = Buongiorno, { $name }
home-greeting-afternoon = Buon pomeriggio, { $name }
home-greeting-evening = Buonasera, { $name }
home-first-time = È la prima volta che entri.
home-last = Ultimo ingresso: { $at }, con { $browser }.
home-last-from = Ultimo ingresso: { $at }, da { $network }, con { $browser }.
home-console = Apri la console
home-key = La tua chiave
home-no-address = Non hai una via per rientrare
home-no-address-text = Senza un indirizzo di contatto nessun codice e nessun link può raggiungerti: se dimentichi la password, dovrai chiedere a chi amministra.
home-no-address-act = Aggiungi un indirizzo di contatto
home-password-hint = Scegline un’altra quando vuoi
home-sessions-hint =
    { $count ->
        [one] Collegato solo questo dispositivo
       *[other] Collegati { $count } dispositivi
    }
home-address-hint = Dove arrivano codici e link
account-index = Il mio account
account-home = La tua pagina
account-language-title = Lingua
account-language-lead = In che lingua ti parliamo e ti scriviamo?
account-language-act = Usa questa lingua
account-address-title = Indirizzo di contatto
account-address-lead = Qui arrivano i codici e i link, e la notizia quando qualcosa cambia nel tuo account.
account-address-now = Quello attuale
address-confirmed = Confermato
address-unconfirmed = Non confermato
address-none = Nessuno
account-address-pending = { $address } aspetta la conferma
account-address-pending-until = Apri i link delle mail entro il { $until }. Fino ad allora non cambia niente.
account-address-old-done = Il vecchio indirizzo ha detto di sì
account-address-old-open = Il vecchio indirizzo deve ancora dire di sì
account-address-new-done = Il nuovo indirizzo ha risposto
account-address-new-open = Il nuovo indirizzo deve ancora rispondere
account-address-cancel = Tieni il vecchio indirizzo
account-address-change = Usa un altro indirizzo
account-address-confirm = Confermalo, o usane un altro
account-address-confirm-hint = Se lo lasci così, gli mandiamo un link che lo conferma. Se ne scrivi un altro, scriviamo a tutti e due: il cambio vale quando entrambi hanno confermato.
account-address-both = Scriviamo a tutti e due gli indirizzi: il cambio vale quando entrambi lo hanno confermato.
account-address-one = Ti scriviamo lì: vale quando hai aperto il link.
account-address-same = È già l’indirizzo in archivio.
account-address-act = Manda la conferma
address-link-title = Conferma l’indirizzo di contatto
address-link-lead = Con questo pulsante accetti il cambio dell’indirizzo di contatto.
address-link-lead-for = Con questo pulsante accetti che da ora codici e link vadano a { $address }.
address-link-act = Conferma
address-link-not-you = Non l’hai chiesto tu? Chiudi la pagina: non cambia niente. E scegli una nuova password, perché qualcuno potrebbe conoscere la tua.
address-waiting-title = Manca ancora una conferma
address-waiting-lead = Questo indirizzo ha confermato. Il cambio vale appena conferma anche l’altro: guarda la sua posta.
address-changed-title = L’indirizzo di contatto è cambiato
address-changed-lead = Da ora codici e link arrivano al nuovo indirizzo. Quelli ancora aperti non valgono più.
account-password-title = Password
account-password-lead = Quando salvi una nuova password gli altri tuoi dispositivi escono; questo resta.
account-password-act = Salva la nuova password
account-sessions-title = Sessioni e dispositivi
account-sessions-lead =
    { $count ->
        [one] Solo questo dispositivo è collegato come { $login }.
       *[other] { $count } dispositivi sono collegati come { $login }. Se non ne riconosci uno, fallo uscire e scegli una nuova password.
    }
account-sessions-table = Dispositivi collegati
account-session-rename = Dagli un nome
account-session-label = Nome di questa sessione
account-session-now = Collegato ora
account-session-this = Questo
account-session-end = Fai uscire
account-sessions-limits = Una sessione finisce da sé dopo { $idle } senza uso, e comunque dopo { $absolute }.
account-sessions-end-others =
    { $count ->
        [one] Fai uscire l’altro
       *[other] Fai uscire gli altri { $count }
    }
account-devices = Dispositivi conosciuti
account-devices-text = Con questi hai già aperto la porta. Se degli estranei sbagliano password finché il tuo nome è bloccato, da questi puoi entrare lo stesso. Dimentica quelli che non sono più tuoi.
account-devices-none = Ancora nessuno.
account-device-this = Questo dispositivo
account-device-forget = Dimentica
column-device = Dispositivo
column-from = Da dove
column-last-seen = Visto
column-since = Collegato da
column-action = Azione
column-last-sign-in = Ultimo ingresso
session-name-wrong = Quel nome non si può usare: scrivilo su una riga, lunga al massimo 120 caratteri. Resta quello di prima.
