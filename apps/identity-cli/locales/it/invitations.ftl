# Gli inviti, e togliere account.

column-invited-by = Chi invita
column-offered = Fatto il
column-expires = Scade il
column-over = Finito il
fact-account-ends = L’account finisce
heading-offered = Che cosa offre
heading-comes-to = A che cosa corrisponde adesso
invitation-pending = aperto
invitation-accepted = accettato
invitation-declined = rifiutato
invitation-lapsed = senza risposta in tempo
invitation-taken-back = ritirato
invitation-superseded = sostituito da uno più recente
no-invitations = Nessun invito è così.
inviter-gone = Niente: chi ha invitato non c’è più, o non può più invitare, quindi il link non apre niente. Ritiralo, e fai invitare da qualcun altro.

invited = Hai invitato { $login }. Si può accettare fino al { $until }.
invitation-follows = Una mail con il link va a { $address }; la spedisce identity-web, subito se è in funzione.
older-invitation-dead = Un invito più vecchio allo stesso nome ha lasciato il posto: il suo link non apre più niente.
invitation-resent = L’invito di { $login } parte di nuovo. Il vecchio link non apre più niente; si può accettare fino al { $until }, come prima.
invitation-revoked = Hai ritirato l’invito di { $login }: il suo link non apre più niente.
would-revoke = Ritirerebbe l’invito di { $login }: il suo link non aprirebbe più niente.

no-such-invitation = Non c’è un invito aperto { $given }.
no-such-invitation-remedy = Per vederli tutti, con gli id con cui si trovano quelli finiti: identity invitation list
invitation-over = L’invito di { $login } non è più aperto: { $state }.
invitation-over-remedy = Per invitare di nuovo: identity invitation send { $login } --name NOME --address INDIRIZZO
invitation-accepted-remedy = Per vedere l’account: identity account show { $login }
too-many-invitations = { $handle } ha { $open } inviti aperti, o ne ha fatti { $made } nelle ultime 24 ore, quanti ne può fare un’organizzazione.
too-many-invitations-remedy = Ritira quelli che non servono, o aspetta: identity invitation list --organization { $handle } --open

about-to-remove-accounts =
    { $count ->
        [one] Togliere { $logins } non si può annullare. Chiude
       *[other] Togliere { $count } account ({ $logins }) non si può annullare. Chiude
    }{ $sessions ->
        [one] { " " }1 sessione
       *[other] { " " }{ $sessions } sessioni
    }{ $devices ->
        [one] , dimentica 1 dispositivo noto
       *[other] , dimentica { $devices } dispositivi noti
    } e annulla ogni codice e ogni link. { $count ->
        [one] Quello che ha dato ad altri non vale più, gli inviti che ha fatto non aprono niente, e il suo nome di accesso torna libero.
       *[other] Quello che hanno dato ad altri non vale più, gli inviti che hanno fatto non aprono niente, e i loro nomi di accesso tornano liberi.
    } Quello che ne dice il registro resta.
account-removed = Hai tolto { $login } per sempre.
owner-stays = { $login } è il titolare, e il suo account non si toglie mai.
owner-stays-remedy = Per tenere tutti fuori: identity account suspend { $login }

event-account-removed = account tolto
event-invitation-offered = invitato
event-invitation-resent = invito mandato di nuovo
event-invitation-revoked = invito ritirato
event-invitation-superseded = invito sostituito da uno più recente
event-invitation-accepted = invito accettato
event-invitation-declined = invito rifiutato
event-invitation-lapsed = invito senza risposta in tempo
kind-invitation = invito
kind-invitation-accepted = risposta a un invito: accettato
kind-invitation-declined = risposta a un invito: rifiutato
kind-activated = account pronto
