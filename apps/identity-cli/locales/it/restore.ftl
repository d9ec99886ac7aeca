# Le copie di sicurezza, e come se ne riporta una.

backup-made = La copia è in { $file }. Contiene gli indirizzi e le password (come impronte) di tutti: conservala come il database.
backup-beside-key = La chiave della casa { $key } è nella stessa cartella. Tienile separate: una senza l’altra non apre niente.
backup-progress = Copia in corso: { $percent } %
fact-size = Dimensione
fact-accounts = Account
fact-schema = Schema
fact-newest = Ultima voce
size-kib = { $count } KiB
size-mib = { $count } MiB
about-to-restore =
    { $accounts ->
        [one] { $file }, con 1 account, prende il posto del database. Tutti escono, ogni codice e link smette di valere, quello che era stato dato non vale finché non lo confermi. Il database di adesso resta da parte.
       *[other] { $file }, con { $accounts } account, prende il posto del database. Tutti escono, ogni codice e link smette di valere, quello che era stato dato non vale finché non lo confermi. Il database di adesso resta da parte.
    }
about-to-begin = Così dici che il database viene da una copia. Tutti escono, ogni codice e link smette di valere, quello che era stato dato non vale finché non lo confermi. Prima ferma ogni nodo.
restored-from = Il database adesso è quello di { $file }. Avvia di nuovo identity-web.
epoch-begun = Quello che valeva prima è finito. Avvia di nuovo identity-web, su ogni nodo.
kept-aside = Il database di prima resta in { $path }. Toglilo quando sei sicuro.
carried-over = Riportati da lì: { $suspended } sospensioni, { $barred } blocchi.
not-carried-over = Non si è potuto leggere: sospensioni e blocchi successivi alla copia sono persi. Ricontrollali.
passwords-end = Nessuno ha più una password: se ne sceglie una da «Password dimenticata?».
confirm-again = Da confermare: identity permission confirm { $login }
restore-cannot-know = La copia non può sapere che cosa è cambiato dopo: una password cambiata è di nuovo quella vecchia, e così gli indirizzi di contatto. Se una era trapelata: --end-passwords.
backup-not-sqlite = Il database è di PostgreSQL, e lo copiano i suoi programmi.
backup-not-sqlite-remedy = Usa pg_dump; dopo pg_restore, e prima di avviare il servizio: identity restored
backup-there = { $path } c’è già, e niente viene sovrascritto.
backup-there-remedy = Indica un altro file. Se finisce in .partial, una copia è in corso o è stata interrotta: toglilo se nessuna lo è.
backup-file = { $path } non si può leggere o scrivere: { $reason }
backup-file-remedy = Controlla il percorso, lo spazio sul disco e che questo utente possa scriverci.
backup-no-database = { $path } non è un database SQLite.
backup-another-remedy = Indica un’altra copia. Non è cambiato niente.
backup-half = { $path } è stato copiato a mano mentre era in uso: le ultime voci sono nel file accanto che finisce in -wal.
backup-half-remedy = Indica una copia fatta con `identity backup`. Non è cambiato niente.
backup-damaged = { $path } è danneggiato: { $found }
backup-not-ours = { $path } è il database di un altro programma.
backup-failed = La copia non è riuscita.
being-restored = Il database { $path } sta tornando da una copia.
being-restored-remedy = Riprova quando ha finito.
database-in-use = Il database { $path } è in uso.
database-in-use-remedy = Ferma identity-web e ogni comando che ci lavora, poi riprova.
went-back = Il database è tornato indietro nel tempo: quello che il segno { $path } ricorda non c’è più.
went-back-remedy = Se viene da una copia, ferma ogni nodo e lancia `identity restored`. Se è un altro database, togli il segno. Altrimenti sono andate perse delle scritture: guarda prima il server del database.
mark-unusable = Il segno { $path } non si può leggere o scrivere: { $reason }
mark-unusable-remedy = Permetti all’utente del servizio di scrivere nella sua cartella, oppure indica un altro file con [store] mark_file.
mark-malformed = { $path } non è un segno di Portineria.
mark-malformed-remedy = Indica un altro file con [store] mark_file. Se si è danneggiato, toglilo: il prossimo avvio ne fa uno nuovo.
event-installation-restored = database riportato da una copia
event-lockout-carried-over = blocco mantenuto al ripristino
