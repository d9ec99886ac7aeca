## Nomi di accesso e indirizzi di contatto.

login-names-subject = I tuoi nomi di accesso
login-names-preheader = Che cosa scrivere per accedere.
login-names-title = I tuoi nomi di accesso
login-names-what = Questi nomi di accesso ricevono codici e link a questo indirizzo:
login-names-none = Nessun nome di accesso riceve codici e link a questo indirizzo. Forse ne hai dato un altro: la persona indicata qui sotto può controllare.
login-names-link = Qui accedi con uno di questi:
login-names-button = Apri la pagina di accesso
login-names-not-you = Non devi fare niente: questa mail è partita per questo indirizzo e per nessun altro. La richiesta è arrivata { $at }.

confirm-address-subject = Conferma questo indirizzo per { $organization }
confirm-address-preheader = Finché non confermi, non cambia niente.
confirm-address-title = Conferma questo indirizzo
confirm-address-what = D’ora in poi codici e link per { $login } devono arrivare a questo indirizzo. Conferma che la sua posta la leggi tu:
confirm-address-button = Conferma questo indirizzo
confirm-address-valid = Il link vale una volta sola, { $until }. Se prima c’era un altro indirizzo, deve dare il consenso anche quello.
confirm-address-not-you = Non devi fare niente: senza la tua conferma non cambia niente.

agree-address-subject = Un altro indirizzo di contatto per { $organization }: va bene?
agree-address-preheader = Se non dai il consenso, non cambia niente.
agree-address-title = Va bene il nuovo indirizzo?
agree-address-what = Codici e link per { $login } devono andare a { $new }, e non più a questo indirizzo. Se è giusto, dillo qui:
agree-address-button = Va bene il nuovo indirizzo
agree-address-valid = Il link vale una volta sola, { $until }.
agree-address-not-you = Non dare il consenso: così non cambia niente. Però qualcuno è entrato al posto tuo. Scegli un’altra password, così viene messo fuori, e avvisa la persona indicata qui sotto.

address-changed-subject = Il tuo indirizzo di contatto di { $organization } è cambiato
address-changed-preheader = Se l’hai cambiato tu, non devi fare niente.
address-changed-title = Il tuo indirizzo di contatto è cambiato
address-changed-what = Codici e link per { $login } vanno a { $new } { $since }, e non arrivano più a questo indirizzo.
address-changed-none = Codici e link per { $login } non vanno più da nessuna parte { $since }: questo indirizzo è stato tolto, e non ce n’è un altro.
address-changed-fine = Se è giusto, non devi fare niente.
address-changed-not-you = Avvisa subito la persona indicata qui sotto, che può rimettere a posto. Da questo indirizzo non puoi più farlo tu.
