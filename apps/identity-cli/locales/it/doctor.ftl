# Che cosa trova doctor, e che cosa fare.

column-grade = Esito
column-check = Su
column-finding = Che cosa
grade-fine = bene
grade-unwise = attenzione
grade-broken = guasto
check-configuration = configurazione
check-house-key = chiave della casa
check-store = database
check-schema = schema
check-base-url = indirizzo di base
check-mail = posta
check-clock = orologio
all-well = Va tutto bene.
warnings-found =
    { $count ->
        [one] Funziona. Una cosa non dovrebbe restare così.
       *[other] Funziona. { $count } cose non dovrebbero restare così.
    }
failures-found =
    { $count ->
        [one] Una cosa è guasta.
       *[other] { $count } cose sono guaste.
    }

configuration-default = Qui non c’è identity.toml: valgono i valori predefiniti, con quello che dice l’ambiente.
configuration-file = { $path } si legge, e si capisce tutto.
configuration-fault = { $place }: { $what }
# Una frase della configurazione stessa.
as-it-says = { $text }
key-fine = { $path } è una chiave, e la legge solo il suo proprietario (modo { $mode }).
key-readable = { $path } è una chiave.
key-loose = Altri su questa macchina possono leggere o cambiare { $path } (modo { $mode }).
key-loose-remedy = Esegui: chmod 600 { $path }
store-sqlite = { $path } risponde ed è pronto, con SQLite { $version }.
store-postgres = Il server risponde ed è pronto, con PostgreSQL { $version }.
store-not-ready = Il database risponde, ma non è pronto: è una replica, oppure gli mancano le tabelle.
store-not-ready-remedy = Collegati al server primario, e al database giusto.
schema-current = È a { $version }, come questo programma si aspetta.
base-url-fine = { $url } è cifrato.
base-url-plain = { $url } è solo per questa macchina: le password degli altri viaggerebbero in chiaro.
base-url-remedy = Per usarlo davvero imposta web.base_url a un indirizzo https://, con un reverse proxy che tiene il certificato.
mail-fine = Il relay risponde, mostra chi è e ci fa entrare.
mail-dev = Le lettere non vengono spedite: si vedono in /dev/mailbox.
mail-dev-remedy = Per usarlo davvero imposta host e from in [mail].
mail-silent = Il relay non ha risposto in tempo.
mail-unreachable = Il relay non si raggiunge.
mail-broken-off = La conversazione con il relay si è interrotta.
mail-reach-remedy = Guarda che mail.host, mail.port e mail.security siano giusti, e che in mezzo non ci sia un firewall.
mail-no-starttls = Il relay non offre STARTTLS, e niente viene spedito in chiaro.
mail-no-starttls-remedy = Imposta mail.security a tls con la sua porta, di solito 465, oppure fai che il relay offra STARTTLS.
mail-unverified = Il certificato del relay non si è potuto verificare.
mail-unverified-remedy = Imposta mail.host al nome che sta nel certificato; per un’autorità privata imposta mail.trusted_certificate_file.
mail-credentials = Il relay non accetta le credenziali ({ $answer }).
mail-credentials-remedy = Guarda che mail.username e il contenuto di mail.password_file siano giusti.
mail-no-mechanism = Il relay non offre un modo di autenticarsi che qui si conosca.
mail-no-mechanism-remedy = Fai che offra PLAIN o LOGIN, oppure togli mail.username se conosce questa macchina.
mail-turned-away = Il relay rifiuta la connessione ({ $answer }).
mail-turned-away-remedy = Chiedi a chi lo gestisce che cosa significa la risposta.
clock-fine = Il database e questa macchina sono d’accordo sull’ora.
clock-apart =
    { $seconds ->
        [one] Il database e questa macchina sono a 1 secondo di distanza.
       *[other] Il database e questa macchina sono a { $seconds } secondi di distanza.
    }
clock-past = L’orologio segna un’ora precedente alla scrittura di questo programma.
clock-remedy = Fai che tutti e due tengano l’ora con NTP.
