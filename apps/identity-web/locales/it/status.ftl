# No, and not now; and the two pages that every footer leads to.

not-found-title = Questa pagina non c’è
not-found-lead = Forse l’indirizzo si è accorciato per strada. Al tuo account non è successo nulla.
forbidden-title = Questa pagina non è aperta per te
forbidden-lead = Con il tuo account non puoi entrare qui. Se ti serve, chiedi a chi amministra la tua organizzazione.
stale-form-title = Quel modulo era troppo vecchio
stale-form-lead = Di quello che hai mandato non abbiamo fatto nulla. Riapri la pagina e mandalo ancora.
throttled-title = Un momento, per favore
throttled-lead = Dalla tua rete è arrivato così tanto che torniamo ad ascoltare alle { $until }. Niente è perso, e niente è bloccato per questo.
busy-title = Non in questo momento
busy-lead =
    { $seconds ->
        [one] Adesso non ci riusciamo. Riprova fra un secondo: niente è perso.
       *[other] Adesso non ci riusciamo. Riprova fra { $seconds } secondi: niente è perso.
    }
unreadable-title = Non siamo riusciti a leggere
unreadable-lead = Quello che ha mandato il tuo browser non è quello che manda la pagina. Non ne abbiamo fatto nulla.
too-large-title = Era troppo lungo
too-large-lead = Quello che è arrivato è più lungo di tutto ciò che prendiamo: una password ha al massimo 1.024 byte, circa mille lettere. Non ne abbiamo fatto nulla.
fault-title = Si è rotto qualcosa da noi
fault-lead = Non è colpa tua, e quello che stavi facendo non è stato fatto. Riprova fra qualche minuto.
fault-mention = Se lo dici a qualcuno, cita { $reference } e { $at } ({ $zone }).
privacy-title = Privacy
privacy-lead = Queste pagine sanno chi può entrare, e nient’altro di te.
privacy-kept = Che cosa si conserva
privacy-kept-account = Il nome di accesso, il nome con cui ti si chiama, la lingua, l’indirizzo di contatto se ce n’è uno, e un’impronta da cui la password non si può ricavare.
privacy-kept-events = Quando e da quale indirizzo di rete qualcuno è entrato o ci ha provato, e che cosa è cambiato nell’account: così tu e chi amministra la tua organizzazione potete vedere se eri tu.
privacy-cookies = Cookie
privacy-cookies-text = Uno ti tiene dentro, uno protegge i moduli, uno ricorda la lingua, e uno riconosce questo dispositivo, così gli estranei non possono chiuderti fuori. Nessuno è per altri.
privacy-not = Che cosa non si fa
privacy-not-text = Nessuna pagina carica qualcosa da altrove, nessuno è misurato o seguito, e nessun codice o link che apre qualcosa è conservato in forma leggibile.
privacy-who = Chi ne risponde
privacy-who-text = L’organizzazione che ti ha dato l’account decide a che cosa serve e per quanto tempo si conserva. A lei puoi chiedere di vedere, correggere o cancellare quello che ha su di te.
accessibility-title = Accessibilità
accessibility-lead = Queste pagine sono fatte per tutti; la misura è WCAG 2.2, livello AA.
accessibility-how = Tutto funziona con la sola tastiera, a 320 pixel di larghezza, con il testo ingrandito, con colori chiari e scuri. Nessun significato dipende dal solo colore, e ogni errore è detto in cima alla pagina e accanto al suo campo.
accessibility-script = JavaScript non serve. Dove c’è, mostra le password su richiesta, controlla le regole della password mentre scrivi e mette in ordine la barra degli indirizzi.
accessibility-limits = Dove non arrivano
accessibility-limits-text = Le pagine sono controllate da programmi, e non ancora da persone che usano ogni giorno un lettore di schermo. Codici e link di sblocco valgono per un tempo limitato, per sicurezza; se ne possono avere altri, al massimo tre in un’ora.
accessibility-tell = Qualcosa ti ostacola? Dillo a chi ti ha dato l’account: vogliamo saperlo.
