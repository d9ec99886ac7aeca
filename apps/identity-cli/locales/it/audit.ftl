# Il registro di controllo.

column-number = Numero
column-for-whom = Per conto di
column-about = Riguarda
event-audit-pruned = vecchie righe tolte dal registro
no-lines = Nessuna riga così.
more-lines = Ce ne sono di precedenti. Per vederle aggiungi: --before { $number }

verifying = Righe esaminate:
pruning = Righe tolte:
log-whole = Il registro è integro: nulla è stato cambiato, tolto o inserito.
log-not-whole = Il registro NON è integro:
log-not-whole-remedy = Qualcuno ha messo mano alla base di dati. Lasciala com'è, confrontala con una copia di sicurezza e scopri chi può scriverci.
findings-unnamed = E altri { $count }.
finding-changed = - La riga { $number } non è come fu scritta.
finding-removed = - La riga { $number } non c'è più.
finding-inserted = - La riga { $number } è stata inserita a mano.
finding-copied = - La riga { $number } è la copia di un'altra.
finding-exchanged = - Delle righe da { $first } a { $last } (sigillo { $seal }) alcune sono state scambiate o cambiate.
finding-seal-changed = - Il sigillo { $seal } non è come fu posto.
finding-seal-removed = - Il sigillo { $seal } non c'è più.
finding-head-differs = - Il sigillo { $seal } non è quello annotato: la fine del registro è stata tagliata o sostituita.
fact-sealed-lines = Righe sigillate
fact-seals = Sigilli
fact-adopted-lines = Di prima della catena
fact-pruned-lines = Tolte per età
fact-unsealed-lines = In attesa di sigillo
fact-waiting = La prima attende
fact-head = Testa
for-seconds =
    { $seconds ->
        [one] da 1 secondo
       *[other] da { $seconds } secondi
    }
note-the-head = Annota la testa altrove: con --head la prossima verifica mostra se la fine è stata tagliata.
lines-sealed =
    { $count ->
        [one] Sigillata 1 riga.
       *[other] Sigillate { $count } righe.
    }
about-to-prune =
    { $count ->
        [0] Nessuna riga è stata sigillata più di { $span } fa: non c'è nulla da togliere.
        [one] 1 riga sigillata più di { $span } fa sparisce per sempre. Il suo sigillo e i conteggi del quadro restano.
       *[other] { $count } righe sigillate più di { $span } fa spariscono per sempre. I loro sigilli e i conteggi del quadro restano.
    }
lines-pruned =
    { $count ->
        [one] Tolta 1 riga.
       *[other] Tolte { $count } righe.
    }
no-keeping = Non è detto quanto vecchia può diventare una riga.
no-keeping-remedy = Dai --older-than, per esempio --older-than 400d, o imposta keep_for in [audit] nella configurazione.
prune-not-whole = Il registro non è integro, e sfoltirlo toglierebbe anche le prove.
prune-not-whole-remedy = Esegui identity audit verify e sistema prima ciò che trova.
network-form = Scrivi un indirizzo o una rete, per esempio 192.0.2.7, 192.0.2.0/24 o 2001:db8::/32.
happening-form = Scrivi una parola come la mostra identity audit list --json sotto "what", per esempio signed-in.
head-form = Scrivi la testa come la stampa identity audit verify: un numero, due punti e 64 cifre esadecimali.
