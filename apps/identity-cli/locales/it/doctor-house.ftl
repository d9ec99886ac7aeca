# Che cosa trova doctor intorno al database.

check-mark = segno
check-lockouts = blocchi
check-letters = lettere
check-disk = disco
check-log = registro
check-backups = copie
disk-free = In { $path } sono liberi { $count } MiB.
disk-remedy = Fai spazio: quando è pieno nessuno può accedere.
log-size = Il registro delle scritture (WAL) tiene { $count } MiB.
log-remedy = Qualcosa legge senza fine: cerca un `identity backup` che dura, oppure riavvia identity-web.
backups-none = In { $path } non c’è nessuna copia.
backups-newest =
    { $hours ->
        [one] La copia più recente in { $path } ha 1 ora.
       *[other] La copia più recente in { $path } ha { $hours } ore.
    }
backups-remedy = Lancia `identity backup` (pg_dump per PostgreSQL) in quella cartella, con un timer.
backups-unreadable = { $path } non si può leggere: { $reason }
backups-unreadable-remedy = Permetti a questo utente di leggerla, oppure correggi [store] backup_directory.
mark-none = Il segno { $path } non c’è ancora: lo fa il servizio all’avvio.
mark-fine = Il database ha quello che il segno { $path } ricorda.
nobody-is-locked = Nessuno è bloccato.
accounts-locked =
    { $count ->
        [one] 1 account è bloccato.
       *[other] { $count } account sono bloccati.
    }
locked-remedy = Per vedere chi, da quando e da dove: identity lockout list
letters-fine = Le lettere partono.
letters-wait =
    { $count ->
        [one] 1 lettera aspetta, da { $minutes } minuti.
       *[other] { $count } lettere aspettano, la più vecchia da { $minutes } minuti.
    }
letters-wait-remedy = Guarda se identity-web è in funzione e se il relay accetta lettere.
letters-failed =
    { $count ->
        [one] 1 lettera non si è potuta consegnare.
       *[other] { $count } lettere non si sono potute consegnare.
    }
letters-failed-remedy = Per vedere perché: identity outbox list --state refused, e --state given-up
