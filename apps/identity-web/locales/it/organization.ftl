# L’organizzazione, nella console di chi ne è titolare.

organization-title = Organizzazione
organization-lead = Quello che ne leggono le persone nelle mail e nelle loro pagine.
organization-saved = Salvato
organization-handle-stays = Fa parte di ogni nome di accesso, e resta com’è
organization-language-hint = Per chi non ne ha ancora una sua
organization-contact = Persona di riferimento
organization-contact-lead = Chi non riesce a rientrare da sé, perché la casella di posta non è più sua, trova qui a chi rivolgersi. Le mail la nominano; la pagina di ingresso solo se l’organizzazione vuole così.
organization-contact-name = Nome, se c’è qualcuno
organization-nobody = Di’ chi risponde: scrivi il nome.
organization-phone = Telefono, se c’è
organization-phone-wrong = Scrivi un numero di telefono con cifre, spazi e +.
organization-mail = Indirizzo di posta, se c’è
organization-hours = Quando risponde, se si sa
organization-hours-hint = Per esempio: lun-ven 9-18
organization-hours-wrong = Scrivilo su una riga, lunga al massimo 80 caratteri.
organization-conflict = Nel frattempo qualcun altro ha salvato questa organizzazione. Qui vedi com’è adesso: rifai la tua modifica.
