# Molti account in una volta, ed elenchi di persone.

about-to-suspend-many =
    { $count ->
        [one] Sospendere 1 account chiude le sue sessioni, dimentica i suoi dispositivi conosciuti e annulla ogni codice e link: { $logins }. Si può riattivare.
       *[other] Sospendere { $count } account chiude le loro sessioni, dimentica i loro dispositivi conosciuti e annulla ogni codice e link: { $logins }. Si possono riattivare.
    }
would-suspend = Sospenderebbe { $login }.
would-reinstate = Riattiverebbe { $login }.
would-send = Manderebbe un link a { $login }.
already-active = { $login } non è sospeso.
reset-sent = Un link per scegliere un'altra password va a { $login }; lo manda identity-web, subito se è in funzione.
welcome-sent = Un link per scegliere la prima password va a { $login }; lo manda identity-web, subito se è in funzione.
nobody-named = Non è indicato nessuno.
not-helped = { $what } { $remedy }
unfit-suspended = { $login } è sospeso.
unfit-suspended-remedy = Prima riattivalo: identity account reinstate { $login }
unfit-ended = L'account { $login } è finito.
unfit-ended-remedy = Togli la fine: identity account edit { $login } --no-end
unfit-no-address = { $login } non ha un indirizzo di contatto.
unfit-no-address-remedy = Dagliene uno: identity account edit { $login } --address ADDRESS
unfit-no-password = { $login } non ha ancora una password.
unfit-no-password-remedy = Manda il link per la prima: identity account welcome { $login }
unfit-has-password = { $login } ha già una password.
unfit-has-password-remedy = Manda il link per un'altra: identity account reset { $login }
not-now = In questo momento non si è potuto fare per { $login }.

event-reset-sent = link per la nuova password disposto
event-accounts-imported = elenco di persone importato
event-accounts-exported = elenco di persone esportato

importing =
    { $count ->
        [one] Importazione di 1 riga
       *[other] Importazione di { $count } righe
    }
exporting = Esportazione
exported =
    { $count ->
        [one] Esportato 1 account in { $path }.
       *[other] Esportati { $count } account in { $path }.
    }
column-line = Riga
column-column = Colonna
column-cell = Che cosa c'è scritto
column-remedy = Che cosa fare
column-outcome = Che cosa fa
outcome-made = account nuovo
outcome-changed = cambia { $columns }
import-done = Elenco importato: { $made } nuovi, { $changed } modificati, { $unchanged } invariati.
import-would = L'elenco verrebbe importato: { $made } nuovi, { $changed } modificati, { $unchanged } invariati.
import-idle =
    { $count ->
        [one] L'unico account è già come dice l'elenco. Non è cambiato niente.
       *[other] Tutti i { $count } account sono già come dice l'elenco. Non è cambiato niente.
    }
import-refused =
    { $count ->
        [one] 1 riga non va bene, perciò non è cambiato niente. Correggila e importa di nuovo l'elenco.
       *[other] { $count } righe non vanno bene, perciò non è cambiato niente. Correggile e importa di nuovo l'elenco.
    }
import-more = ... e altre { $count }; --json le mostra tutte.
import-no-name = Riempi display_name: nessuno ha ancora questo nome di accesso, e a un account nuovo serve.
import-twice = Togline una: lo stesso nome di accesso è già alla riga { $first }.
import-owner = Togli la riga: nessun elenco modifica il titolare.
import-stronger = Togli la riga: l'account può fare di più.
import-ragged = Cerca una virgola in più o in meno: la riga ha { $cells } celle, la prima riga { $head } colonne.
import-line-break = Cerca le virgolette di chiusura che mancano: la cella va a capo.
import-other-organization = Togli la parte dopo la barra: è il nome di accesso di un'altra organizzazione.
import-state = Scrivi active o suspended.
list-unread = L'elenco { $path } non si può leggere: { $reason }.
list-unread-remedy = Indica un file che c'è e si può leggere, oppure - per lo standard input.
list-empty = L'elenco è vuoto.
list-too-large = L'elenco ha più di { $limit } MiB.
list-too-many = L'elenco ha più di { $limit } righe.
list-no-text = Questo è un foglio di calcolo o un altro tipo di file, non un file CSV.
list-utf16 = L'elenco è scritto in UTF-16.
list-encoding = Riga { $line }, carattere { $character } dell'elenco: non è UTF-8.
list-nul = Riga { $line }, carattere { $character } dell'elenco: c'è un NUL, che in un testo non sta.
list-unknown-column = Riga 1, colonna { $column } dell'elenco: non c'è una colonna «{ $name }».
list-unknown-column-remedy = Ci sono { $known }.
list-column-twice = Riga 1, colonna { $column } dell'elenco: la colonna { $name } c'è già.
list-column-twice-remedy = Togline una.
list-no-login = La riga 1 dell'elenco non ha una colonna login.
list-no-login-remedy = Aggiungila: è con quella che si trovano gli account.
list-save-again = Salva di nuovo l'elenco, con una prima riga che dà il nome alle colonne.
list-save-as-utf8 = Salvalo come CSV in UTF-8.
list-split = Dividilo in due.
