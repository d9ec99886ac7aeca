## L'accesso è bloccato, e come se ne esce.

barred-subject = L’accesso a { $organization } è bloccato
barred-preheader = La pagina di sblocco ti manda un codice per tornare dentro.
barred-title = Il tuo accesso è bloccato
barred-what = Per proteggerti, l’accesso di { $login } è bloccato { $since }: qualcuno ha scritto troppe volte una password sbagliata.
barred-until = Il blocco finisce da solo { $at }. Ma non serve aspettare fino ad allora.
barred-how = La pagina di accesso ti offre un codice di sblocco per posta. Lo puoi chiedere anche qui:
barred-button = Chiedi il codice di sblocco
barred-forgotten = Hai dimenticato la password? Qui ne scegli un’altra:
barred-not-you = Allora qualcun altro ha scritto il tuo nome di accesso. Nessuno di quei tentativi è riuscito, e la tua password è quella di prima. Se continua, avvisa la persona indicata qui sotto.

unlock-subject = Il tuo codice di sblocco per { $organization }
unlock-preheader = Vale una volta sola, { $until }.
unlock-title = Il tuo codice di sblocco
unlock-what = L’accesso di { $login } è bloccato. Scrivi questo codice nella pagina che hai lasciato aperta:
unlock-valid = Vale una volta sola, { $until }.
unlock-link = Hai chiuso la pagina? Qui ne apri un’altra, dove confermi lo sblocco:
unlock-button = Apri la pagina di sblocco
unlock-after = Poi entri con la tua password, come sempre. Se non la ricordi, da quella pagina ne puoi scegliere un’altra.
unlock-not-you = Non devi fare niente: senza la password questo codice non fa entrare nessuno. Non darlo a chi te lo chiede, nemmeno al telefono. La richiesta è arrivata { $at }.
