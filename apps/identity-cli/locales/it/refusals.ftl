# Che cosa non va, e che cosa fare: una frase per ciascuno.

no-such-file = Il file di configurazione { $path } non c’è.
no-such-file-remedy = Indicane uno che c’è, oppure togli --config.
settings-wrong =
    { $count ->
        [one] La configurazione ha un errore.
       *[other] La configurazione ha { $count } errori.
    }
settings-unusable = La configurazione non si può usare.
settings-remedy = Correggila; identity.example.toml mostra come si scrive ogni opzione.
unacceptable = { $option } non può essere «{ $given }».
password-weak = La password non è abbastanza robusta.
password-short = Scegline una di almeno { $minimum } caratteri; qualche parola di fila va bene.
password-common = Scegline una che non sia fra quelle che tutti provano per prime.
password-own-name = Scegline una che sia più dei nomi della persona e dell’organizzazione.
password-too-long = La password è troppo lunga.
password-too-long-remedy = Scegline una di al massimo 1.024 byte.
no-way-in = Il titolare non avrebbe modo di entrare.
no-way-in-remedy = Dai --owner-address, dove va il link per scegliere la password, oppure --password-stdin.
no-such-organization = L’organizzazione { $handle } non c’è.
no-such-organization-remedy = Per vedere quelle che ci sono: identity organization list
no-such-account = L’account { $login } non c’è.
no-such-account-remedy = Per vedere quelli che ci sono: identity account list
no-failed-letter = Nessuna lettera { $id } è fallita.
no-failed-letter-remedy = Per vedere quelle rifiutate: identity outbox list --state refused
handle-taken = Il nome unico { $handle } è già preso.
handle-taken-remedy = Scegline un altro: indica una sola organizzazione.
login-taken = Il nome di accesso { $login } è già preso.
login-taken-remedy = Scegli un altro nome prima della barra.
changed-meanwhile = Nel frattempo qualcun altro ha cambiato { $login }.
changed-meanwhile-remedy = Guarda com’è adesso e decidi di nuovo: identity account show { $login }
nothing-to-send = Non c’è un link alla prima password da mandare a { $login }.
nothing-to-send-remedy = Va agli account attivi con un indirizzo di contatto e senza password; per vedere com’è: identity account show { $login }
not-allowed = Non è permesso.
not-allowed-remedy = Per vedere che cosa può fare un account, e perché: identity permission explain LOGIN
not-confirmed = Non è stato confermato, e non è stato fatto niente.
not-confirmed-remedy = Per confermare scrivi { $word } come unica risposta.
nobody-to-confirm = Non c’è nessuno al terminale che lo confermi, e non è stato fatto niente.
nobody-to-confirm-remedy = Dai --yes se lo vuoi davvero, oppure --dry-run per vedere che cosa farebbe.
busy = In questo momento c’è troppo da fare.
no-randomness = Il sistema non dà byte casuali.
hashing-broken = Non si riescono a cifrare le password.
free-memory = Guarda che ci sia memoria a sufficienza, e riprova.
store-silent = Il database non risponde.
run-doctor = Per capire perché: identity doctor
try-again =
    { $seconds ->
        [one] Riprova fra 1 secondo.
       *[other] Riprova fra { $seconds } secondi.
    }
not-read = Quello che c’era da leggere non si è letto: { $reason }.
not-read-remedy = Dai la password come una riga di testo UTF-8 sullo standard input.
not-written = Quello che c’era da scrivere non si è scritto: { $reason }.
not-written-remedy = Guarda che il posto ci sia, che ci si possa scrivere e che abbia spazio.

write-something = Scrivici qualcosa.
name-at-most = Scrivi al massimo { $limit } caratteri.
name-characters = Un nome ha lettere, cifre, trattino, trattino basso e punto, e comincia e finisce con una lettera o una cifra.
no-invisible = Togli gli a capo e i caratteri invisibili.
host-wrong = Dopo la @ scrivi il nome di un host, come mail.example.
member-wanted = Scrivi il nome e il nome unico dell’organizzazione divisi da una barra, come marco/studio-rossi; il titolare nasce con l’organizzazione.
no-link = Togli gli indirizzi di pagine e di caselle: un nome che diventa un link può ingannare chi lo legge.
telephone-characters = Scrivi un numero di telefono con cifre, spazi e +.
address-form = Scrivi un indirizzo come nome@mail.example.
address-one = Scrivi un solo indirizzo, senza spazi, virgole o virgolette.
address-length = Scrivi un indirizzo di al massimo 254 caratteri.
language-form = Scrivi due o tre lettere, come it o en.
span-form = Scrivi un numero e s, m, h o d, come 30m.
policy-limit = Dai un numero da 1 a 100.
policy-window = Dai none, oppure una durata da 1m a 30d.
policy-bar = Dai until-unlocked, oppure una durata da 1m a 30d.
policy-delays = Dai on oppure off.
id-form = Scrivi un id come lo mostra l’elenco.
date-form = Scrivi un giorno, come 2026-12-31, oppure un momento con la distanza dal tempo universale, come 2026-12-31T18:00:00+01:00.
date-past = Dai un giorno non ancora finito, oppure un momento che deve ancora venire.

no-database = In { $path } non c’è un database.
start-web = Avvia qui una volta identity-web di questa versione, oppure indica la configurazione giusta con --config.
schema-older = Il database è più vecchio di questo programma.
schema-newer = Il database è stato aggiornato da una versione più nuova ({ $found }) di quella che questo programma conosce ({ $newest }).
schema-newer-remedy = Usa il comando identity della versione più nuova.
not-migrated = Il database non si è potuto aggiornare, ed è com’era.
store-address = L’indirizzo del database non è un indirizzo.
store-address-remedy = Scrivi sqlite://PERCORSO oppure postgres://UTENTE@HOST/DATABASE.
store-file = Il file del database { $path } non si può usare: { $reason }.
store-file-remedy = Guarda che la cartella ci sia e che questo utente ci possa scrivere.
store-unreachable = Il database { $place } non risponde.
store-unreachable-remedy = Guarda che sia in funzione e che questa macchina e questo utente possano collegarsi.
sqlite-old = SQLite { $found } può perdere quello che ha preso.
sqlite-old-remedy = Compila con SQLite 3.51.3 o più nuovo; quello incluso lo è.
postgres-old = PostgreSQL { $found } è troppo vecchio.
postgres-old-remedy = Usa PostgreSQL 15 o più nuovo.
key-missing = La chiave della casa { $path } non c’è.
key-missing-remedy = Rimettila dalla sua copia; in una nuova installazione avvia una volta identity-web, oppure esegui identity-web key.
key-unreadable = La chiave della casa { $path } non si può leggere: { $reason }.
key-unreadable-remedy = Esegui il comando come l’utente del servizio.
key-malformed = { $path } non è una chiave della casa, che ha 64 cifre esadecimali.
key-malformed-remedy = Rimettila dalla sua copia.
key-there = La chiave della casa { $path } c’è già, e non viene mai sostituita.
key-there-remedy = Prima spostala altrove, se niente dipende più da lei.
key-not-made = La chiave della casa { $path } non si può creare: { $reason }.
key-not-made-remedy = Lascia che l’utente del servizio scriva nella sua cartella.
