# Un account che l’operatore restituisce, e che cosa ne dice la console.

break-glass-title = Riprendi il tuo account
break-glass-lead = Questo link te lo ha dato chi gestisce il server. Vale una volta sola: scegli una password, e l’account è di nuovo tuo.
break-glass-suspended = Questo account è sospeso
break-glass-suspended-text = Con la nuova password la sospensione finisce.
break-glass-address-hint = Se la tua casella è cambiata, scrivi quella nuova: riceve una mail con un link, e conta da quando lo segui.
break-glass-act = Salva la password
break-glass-told = Tutti i dispositivi collegati escono. Chi altro amministra la tua organizzazione viene avvisato, e anche l’indirizzo di contatto che c’è.
break-glass-done-title = L’account è di nuovo tuo
break-glass-done-lead = Entra come { $login } con la password che hai appena scelto.
break-glass-done-reinstated = La sospensione è finita.
break-glass-done-address = Sta arrivando una mail a { $address }: segui il suo link, e da lì in poi codici e link arrivano lì.
break-glass-done-no-address = Per poter rientrare senza aiuto la prossima volta, quando sei dentro guarda il tuo indirizzo di contatto.
alarm-title = Un account è stato restituito dal server
alarm-opened = Un link che restituisce { $login } è stato creato { $at }; vale una volta sola, e solo per pochi minuti.
alarm-used = { $login } è stato restituito { $at }, con il link creato sul server.
alarm-password-set = { $login } è stato restituito { $at }: una password è stata impostata dal server.
alarm-by = Da { $operator }, con questo motivo: «{ $reason }».
alarm-what-to-do = Chi amministra lo vede qui per 30 giorni. Se nessuno se lo aspettava, sospendi l’account e chiedi a chi gestisce il server.
happened-break-glass-opened = Sul server è stato creato un link che restituisce l’account
happened-break-glass-used = L’account è stato restituito, con il link dal server
happened-break-glass-password-set = L’account è stato restituito: una password è stata impostata dal server
happened-break-glass-rehearsed = L’accesso d’emergenza è stato provato dal server
happened-break-glass-told = Una mail ha avvisato di ciò che è stato fatto dal server
