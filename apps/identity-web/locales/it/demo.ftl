# La casella inventata della demo, e la via verso un prodotto ospite.

home-product = Vai al prodotto
demo-inbox-title = La casella
demo-inbox-lead = Un prodotto inventato: chi può leggere i messaggi è qui, e vede che cos’altro può fare.
demo-message-one = Offerta per i nuovi banconi
demo-message-one-from = Da Officine Meridiana, ieri
demo-message-two = Verbale del consiglio
demo-message-two-from = Dall’anagrafe, martedì
demo-write-title = Scrivi un messaggio
demo-write-lead = Inventato anche questo: non parte niente davvero.
demo-to = A
demo-text = Testo
demo-send = Invia
demo-sent-title = Inviato, per così dire
demo-sent-lead = In un prodotto vero il messaggio sarebbe in viaggio verso { $to }.
demo-owner-title = I dati del titolare
demo-owner-lead = Qui arriva solo il titolare: questo permesso non si può mettere in un profilo né in un invito.
demo-owner-name = Nome
