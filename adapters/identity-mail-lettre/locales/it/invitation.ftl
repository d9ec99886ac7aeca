## Inviti, e gli account che ne nascono.

invitation-subject = Sei invitato ad agire per { $organization }
invitation-preheader = Accetta con una password tua, { $until }.
invitation-title = Un invito per te
invitation-what = { $inviter } ti invita ad agire per { $organization }.
invitation-what-of-house = Sei invitato ad agire per { $organization }.
invitation-login = Entrerai con questo nome di accesso:
invitation-may = Ecco che cosa potrai fare:
invitation-may-nothing = Per cominciare non ti è dato nessun permesso; possono arrivare più avanti.
invitation-permission-until = { $permission }, { $until }
invitation-ends = L’account finisce da sé: lo puoi usare { $until }.
invitation-button = Vedi l’invito
invitation-valid = Dietro il link scegli la tua password, e con questo accetti. Vale una volta sola, { $until }; dopo, l’invito conta come rifiutato e ne serve uno nuovo.
invitation-decline = Nella stessa pagina puoi rifiutare. Anche non fare niente è rifiutare.
invitation-not-expected = Non fare niente, e niente viene creato a nome tuo. Non inoltrare questa mail: chi ha il link può accettare al posto tuo.

invitation-accepted-subject = { $name } ha accettato il tuo invito
invitation-accepted-preheader = L’account c’è, e si può usare subito.
invitation-accepted-title = Il tuo invito è stato accettato
invitation-accepted-what = { $name } ha accettato { $at } l’invito ad agire per { $organization }, e da adesso può entrare.
invitation-accepted-login = Il nome di accesso è:
invitation-accepted-not-expected = Se non hai invitato nessuno, forse qualcuno usa il tuo account: scegli un’altra password, e sospendi il nuovo account dalla console.

invitation-declined-subject = { $name } non ha accettato il tuo invito
invitation-declined-preheader = Nessun account è stato creato.
invitation-declined-title = Il tuo invito è stato rifiutato
invitation-declined-what = { $name } ha rifiutato { $at } l’invito a entrare come { $login }.
invitation-lapsed-what = { $name } non ha risposto in tempo all’invito a entrare come { $login }: è finito { $at }, e conta come rifiutato.
invitation-declined-next = Nessun account è stato creato, e il link non apre più niente. Se serve ancora, manda un altro invito.
invitation-declined-not-expected = Se non hai invitato nessuno, forse qualcuno usa il tuo account: scegli un’altra password.

activated-subject = Il tuo account di { $organization } è pronto
activated-preheader = Da adesso puoi entrare.
activated-title = Il tuo account è pronto
activated-what = Hai accettato l’invito ad agire per { $organization }, e scelto la tua password.
activated-login = Per entrare scrivi questo nome di accesso:
activated-button = Entra
activated-not-you = Dillo subito alla persona qui sotto: qualcuno ha accettato un invito arrivato alla tua casella.
