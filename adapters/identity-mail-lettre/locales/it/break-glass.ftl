## Che cosa fa l'operatore al server.

break-glass-subject = Un account di { $organization } viene restituito dal server
break-glass-preheader = Chi amministra viene avvisato ogni volta. Guarda se è in ordine.
break-glass-title = Un account viene restituito dal server
break-glass-opened = Al server è stato creato { $at } un link che restituisce l’account { $login }: chi lo ha può scegliere un’altra password, una volta sola.
break-glass-opened-own = Al server è stato creato { $at } un link che restituisce il tuo account { $login }: chi lo ha può scegliere un’altra password, una volta sola.
break-glass-used = L’account { $login } è stato restituito { $at }: con il link creato al server è stata scelta una nuova password.
break-glass-used-own = Il tuo account { $login } è stato restituito { $at }: con il link creato al server è stata scelta una nuova password.
break-glass-set = L’account { $login } è stato restituito { $at }: una nuova password è stata impostata al server.
break-glass-set-own = Il tuo account { $login } è stato restituito { $at }: una nuova password è stata impostata al server.
break-glass-by = Lo ha fatto { $operator }, che ha accesso al server.
break-glass-why = Il motivo indicato: { $reason }
break-glass-next-opened = Finché il link non viene usato, l’account resta com’era. Quando succede ricevi un’altra mail.
break-glass-next-done = Ogni dispositivo che era entrato lì è uscito, e una sospensione è finita.
break-glass-not-expected = Chiedi alla persona di cui è l’account se lo ha chiesto lei, e a chi gestisce il server perché è stato fatto. Se non era in ordine, sospendi l’account nella console.

drill-subject = Una mail di prova di { $organization }
drill-preheader = Non è successo niente, e non devi fare niente.
drill-title = Questa è una prova
drill-what = Chi gestisce il server ha provato { $at } se, una volta fuori, potresti rientrare come { $login }. Questa mail ne fa parte.
drill-fine = La stai leggendo: allora ti raggiungerebbe anche un codice o un link. Non devi fare niente.
drill-not-expected = Non devi fare niente neanche così: in questa mail non ci sono codici né link.
