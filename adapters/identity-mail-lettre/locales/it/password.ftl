## Password: la prima, un'altra, una cambiata.

reset-subject = Scegli un’altra password per { $organization }
reset-preheader = Il link vale una volta sola, { $until }.
reset-title = Scegli un’altra password
reset-what = È stata chiesta un’altra password per il nome di accesso { $login }. La scegli qui:
reset-instead = È stato chiesto un codice di sblocco per il nome di accesso { $login }. Dopo così tante password sbagliate il codice non basta più: solo un’altra password riapre l’accesso. La scegli qui:
reset-button = Scegli un’altra password
reset-valid = Il link vale una volta sola, { $until }.
reset-after = Quando l’avrai scelta, ogni dispositivo entrato con quella vecchia dovrà accedere di nuovo.
reset-not-you = Non devi fare niente: la tua password resta com’è. Non inoltrare questa mail, perché chi ha il link può scegliere la tua password. La richiesta è arrivata { $at }.

welcome-subject = Il tuo account di { $organization }
welcome-preheader = Ti resta solo da scegliere una password.
welcome-title = Il tuo account è pronto
welcome-what = { $organization } ha creato un account per te.
welcome-login = Per accedere scrivi questo nome di accesso:
welcome-link = Ti resta solo da scegliere la password:
welcome-button = Scegli la password
welcome-valid = Il link vale una volta sola, { $until }. Dopo, puoi chiederne un altro alla persona indicata qui sotto.
welcome-not-you = Senza una password scelta da te nessuno usa questo account. Se non conosci { $organization }, non fare niente: il link scade da solo.

password-changed-subject = La tua password di { $organization } è cambiata
password-changed-preheader = Se l’hai cambiata tu, non devi fare niente.
password-changed-title = La tua password è cambiata
password-changed-what = La password di { $login } è stata cambiata { $at }, dall’indirizzo di rete { $address }.
password-changed-here = La password di { $login } è stata cambiata { $at }.
password-changed-fine = Se l’hai cambiata tu, non devi fare niente.
password-changed-not-you = Scegli subito un’altra password: così chi l’ha cambiata viene messo fuori. Poi avvisa la persona indicata qui sotto.
