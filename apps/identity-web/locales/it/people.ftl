# L’elenco degli account: ordine, molti in una volta, elenchi che entrano ed escono come file.

people-search = Cerca per nome, nome di accesso o indirizzo
people-state = Stato
people-order = Ordine
people-name = Nome
people-made = Aggiunto
people-made-at = aggiunto { $at }
people-table = Account, nell’ordine scelto
people-never = Mai entrati
people-no-address = Senza indirizzo di contatto
people-unconfirmed = Indirizzo mai confermato
people-sort-login = Nome di accesso
people-sort-login-down = Nome di accesso, al contrario
people-sort-name = Nome
people-sort-name-down = Nome, al contrario
people-sort-signed-in = Ultimo accesso, dal più lontano
people-sort-signed-in-down = Ultimo accesso, dal più recente
people-sort-made = Aggiunta, dal più vecchio
people-sort-made-down = Aggiunta, dal più nuovo
people-none-found-text = Cerca una parte del nome, del nome di accesso o dell’indirizzo di contatto, oppure scegli un altro stato o un’altra lingua.
people-import = Importa un elenco
people-export = Esporta
people-do = Che cosa fare di quelli scelti
people-go = Procedi
people-reset = Manda il link per la nuova password
people-all =
    { $count ->
        [one] oppure l’unico dell’elenco
       *[other] oppure tutti i { $count } dell’elenco
    }
people-too-many = Per prenderli tutti, restringi l’elenco a non più di { $most }.

happened-reset-ordered = Link per la nuova password disposto

bulk-back = Torna all’elenco
bulk-nobody = Non hai scelto nessuno
bulk-nobody-text = Spunta gli account nell’elenco, poi scegli che cosa fare.
bulk-ask-unlock = Sblocchi questi account?
bulk-ask-suspend = Sospendi questi account?
bulk-ask-reinstate = Riattivi questi account?
bulk-ask-reset = Mandi a queste persone il link per la nuova password?
bulk-ask-welcome = Mandi a queste persone il link di benvenuto?
bulk-told-all = Fatto
bulk-told-some = Non tutto è stato fatto
bulk-told-none = Non è stato fatto niente
bulk-ask-lead =
    { $act ->
        [suspend]
            { $count ->
                [one] Una persona non potrà più entrare. Sessioni, codici, link e dispositivi conosciuti finiscono subito; nient’altro va perso, e puoi riattivare l’account.
               *[other] { $count } persone non potranno più entrare. Sessioni, codici, link e dispositivi conosciuti finiscono subito; nient’altro va perso, e puoi riattivare gli account.
            }
        [reinstate]
            { $count ->
                [one] Una persona potrà di nuovo entrare, con la password che ha.
               *[other] { $count } persone potranno di nuovo entrare, con la password che hanno.
            }
        [reset]
            { $count ->
                [one] Una persona riceve una mail con un link per scegliere un’altra password. Fino ad allora vale quella di adesso.
               *[other] { $count } persone ricevono una mail con un link per scegliere un’altra password. Fino ad allora valgono quelle di adesso.
            }
        [welcome]
            { $count ->
                [one] Una persona riceve una mail con un link per scegliere la prima password. Un link più vecchio non vale più.
               *[other] { $count } persone ricevono una mail con un link per scegliere la prima password. I link più vecchi non valgono più.
            }
       *[unlock]
            { $count ->
                [one] Un blocco finisce. Serve comunque la password giusta.
               *[other] { $count } blocchi finiscono. Servono comunque le password giuste.
            }
    }
bulk-ask-act =
    { $act ->
        [suspend]
            { $count ->
                [one] Sospendi un account
               *[other] Sospendi { $count } account
            }
        [reinstate]
            { $count ->
                [one] Riattiva un account
               *[other] Riattiva { $count } account
            }
        [reset]
            { $count ->
                [one] Manda un link per la nuova password
               *[other] Manda { $count } link per la nuova password
            }
        [welcome]
            { $count ->
                [one] Manda un link di benvenuto
               *[other] Manda { $count } link di benvenuto
            }
       *[unlock]
            { $count ->
                [one] Sblocca un account
               *[other] Sblocca { $count } account
            }
    }
bulk-told =
    { $act ->
        [suspend]
            { $count ->
                [0] Nessun account è stato sospeso.
                [one] Un account è stato sospeso.
               *[other] { $count } account sono stati sospesi.
            }
        [reinstate]
            { $count ->
                [0] Nessun account è stato riattivato.
                [one] Un account è stato riattivato.
               *[other] { $count } account sono stati riattivati.
            }
        [reset]
            { $count ->
                [0] Nessun link per la nuova password è in viaggio.
                [one] Un link per la nuova password è in viaggio.
               *[other] { $count } link per la nuova password sono in viaggio.
            }
        [welcome]
            { $count ->
                [0] Nessun link di benvenuto è in viaggio.
                [one] Un link di benvenuto è in viaggio.
               *[other] { $count } link di benvenuto sono in viaggio.
            }
       *[unlock]
            { $count ->
                [0] Nessun account è stato sbloccato.
                [one] Un account è stato sbloccato.
               *[other] { $count } account sono stati sbloccati.
            }
    }
bulk-these =
    { $count ->
        [one] Questo
       *[other] Questi { $count }
    }
bulk-those =
    { $count ->
        [one] Fatto per uno
       *[other] Fatto per { $count }
    }
bulk-cannot =
    { $count ->
        [one] Uno resta com’è
       *[other] { $count } restano come sono
    }
bulk-not =
    { $count ->
        [one] Non fatto per uno
       *[other] Non fatto per { $count }
    }
bulk-so-already =
    { $count ->
        [one] Uno era già così
       *[other] { $count } erano già così
    }
bulk-not-table = Account per cui non si fa, con il motivo
bulk-done-table = Account per cui si fa
bulk-why = Perché
bulk-unknown = Un account che non è nell’elenco
bulk-done = Fatto
bulk-already = Già così
bulk-nothing-more = Non serve altro.
bulk-not-found = Non c’è un account così
bulk-not-found-remedy = Cercalo di nuovo nell’elenco.
bulk-stronger = L’account può fare più del tuo
bulk-stronger-remedy = Chiedi a qualcuno che possa fare almeno altrettanto.
bulk-own = È il tuo account
bulk-own-remedy = Chiedi a un altro amministratore.
bulk-suspended = L’account è sospeso
bulk-suspended-remedy = Prima riattivalo.
bulk-ended = L’account è finito
bulk-ended-remedy = Modificalo e togli la sua fine.
bulk-no-address = Non c’è un indirizzo di contatto
bulk-no-address-remedy = Modifica l’account e scrivine uno: il link non saprebbe dove andare.
bulk-no-password = Non c’è ancora una password
bulk-no-password-remedy = Manda invece il link di benvenuto, che porta alla prima password.
bulk-has-password = C’è già una password
bulk-has-password-remedy = Manda invece il link per la nuova password.
bulk-not-now = In questo momento non si è potuto fare
bulk-not-now-remedy = Riprova tra un attimo.

import-title = Importa un elenco di persone
import-lead = Scegli un file CSV. Prima vedi che cosa farebbe; non succede niente finché non sei d’accordo.
import-file = File CSV
import-file-hint = Come lo salva il tuo foglio di calcolo: «CSV UTF‑8», con una prima riga che dà il nome alle colonne. Al massimo { $rows } righe e { $megabytes } MiB.
import-look = Guarda l’elenco
import-again = Scegli di nuovo il file
import-columns-title = Le colonne
import-columns-text = In qualsiasi ordine; serve solo { $login }. Una cella vuota lascia tutto com’è. In un elenco non ci sono mai password: ognuno sceglie la sua.
import-means-login = Il nome di accesso, o la sua parte prima della barra. Chi lo ha già viene modificato; per gli altri si crea un account.
import-means-display-name = Il nome con cui gli altri conoscono la persona. Serve a un account nuovo.
import-means-language = La lingua che la persona legge, per esempio it o en.
import-means-contact = L’indirizzo di contatto. Un trattino da solo lo toglie.
import-means-state = Se la persona può entrare: scrivi active o suspended.
import-example = Per esempio:
import-nothing-changed = Non è cambiato niente
import-broken-title = Il file non si può leggere
import-wrong-title = Alcune righe non vanno bene
import-wrong-lead =
    { $count ->
        [one] Una riga non va bene, perciò non è cambiato niente. Correggila nel tuo file e sceglilo di nuovo.
       *[other] { $count } righe non vanno bene, perciò non è cambiato niente. Correggile nel tuo file e sceglilo di nuovo.
    }
import-late-title = Nel frattempo qualcosa è cambiato
import-checked-title = Che cosa farebbe l’elenco
import-checked-lead = Non è ancora successo niente. Succede tutto insieme, oppure niente.
import-idle-lead = Tutto è già come dice l’elenco. Non c’è niente da fare.
import-done-title = L’elenco è importato
import-done-lead = È successo tutto. Ogni modifica è nella storia del suo account.
import-made = Account nuovi
import-changed = Account modificati
import-unchanged = Invariati
import-wrong = Non vanno bene
import-wrong-lines = Che cosa non va bene
import-wrong-table = Righe che non vanno bene, con che cosa fare
import-line = Riga
import-column = Colonna
import-columns = Che cosa cambia
import-given = Che cosa c’è scritto
import-what = Che cosa fare
import-whole-line = tutta la riga
import-more =
    { $count ->
        [one] e un altro
       *[other] e altri { $count }
    }
import-welcome = Manda il link di benvenuto
import-welcome-hint = Chi è nuovo e ha un indirizzo di contatto riceve una mail con un link per scegliere la password. Altrimenti lo mandi tu più tardi, dall’elenco.
import-act =
    { $count ->
        [one] Importa un account
       *[other] Importa { $count } account
    }
import-no-file = Non hai scelto nessun file. Scegline uno e guardalo.
import-empty = Il file è vuoto. Salva di nuovo l’elenco.
import-too-large = Il file ha più di { $limit } MiB. Dividilo in due.
import-too-many = L’elenco ha più di { $limit } righe. Dividilo in due.
import-no-text = Questo è un foglio di calcolo o un altro tipo di file. Salvalo come «CSV UTF-8» e scegli quello.
import-utf16 = Il file è scritto in UTF-16 («testo Unicode»). Salvalo invece come «CSV UTF-8».
import-encoding = Riga { $line }, carattere { $character }: non è UTF-8. Salva l’elenco come «CSV UTF-8», così gli accenti restano.
import-nul = Riga { $line }, carattere { $character }: c’è un NUL, che in un testo non sta. Salva di nuovo l’elenco dal tuo foglio di calcolo.
import-unknown-column = Riga 1, colonna { $column }: non c’è una colonna «{ $name }». Ci sono { $known }.
import-column-twice = Riga 1, colonna { $column }: la colonna { $name } c’è già. Togline una.
import-no-login = La riga 1 non ha una colonna login, con cui si trovano gli account. Aggiungila.
import-ragged = La riga ha { $cells } celle, e la prima riga { $head } colonne. Cerca una virgola in più o in meno, e metti tra virgolette le celle che contengono virgole.
import-line-break = La cella va a capo: con ogni probabilità mancano le virgolette di chiusura.
import-too-long = Scrivi al massimo { $limit } caratteri.
import-other-organization = È il nome di accesso di un’altra organizzazione. Togli la parte dopo la barra.
import-state = Scrivi active o suspended.
import-login-empty = Scrivi un nome di accesso.
import-login-long = Scrivi un nome di accesso di al massimo 64 caratteri.
import-login-characters = Usa lettere, cifre, punti, trattini o trattini bassi, senza spazi.
import-invisible = Togli gli a capo e i caratteri invisibili.
import-link = Togli dal nome gli indirizzi di pagine e di caselle.
import-language = Scrivi due o tre lettere, per esempio it o en.
import-address = Scrivi un indirizzo come nome@mail.example.
import-address-characters = Scrivi un solo indirizzo, senza spazi, virgole o virgolette.
import-address-long = Scrivi un indirizzo di al massimo 254 caratteri.
import-address-host = Scrivi un nome di host dopo la @, per esempio mail.example.
import-no-name = Nessuno ha ancora questo nome di accesso, e a un account nuovo serve un nome. Riempi display_name.
import-twice = Lo stesso nome di accesso è già alla riga { $first }. Togline una.
import-owner = Nessun elenco modifica il titolare. Togli la riga.
import-stronger = L’account può fare più del tuo. Togli la riga, o chiedi a qualcuno che possa fare altrettanto.
import-own = È il tuo account, che modifichi sotto «Il mio account». Togli la riga.
import-no-owner = Un titolare nasce con l’organizzazione. Scrivi la parte prima della barra.
