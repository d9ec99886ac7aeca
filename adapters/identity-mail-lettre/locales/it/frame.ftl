## Ciò che ogni mail ha.

greeting = Buongiorno { $name },
greeting-without-name = Buongiorno,
copy-link = Oppure copia questo indirizzo:

not-you = Non l’hai chiesto tu?
not-you-there = Non eri tu?
not-expected = Non te l’aspettavi?

## A chi rivolgersi.

contact-person = Per qualsiasi dubbio c’è { $name }, persona di riferimento di { $organization }.
contact-operator = Per qualsiasi dubbio c’è { $name }, che gestisce questo servizio.
contact-operator-without-name = Per qualsiasi dubbio rivolgiti a chi gestisce questo servizio.
contact-administrator = Per qualsiasi dubbio rivolgiti a chi amministra { $organization }.
contact-nobody = Per qualsiasi dubbio rivolgiti a chi ti ha dato il nome di accesso.
contact-phone = Telefono: { $phone }
contact-email = Posta: { $email }
contact-hours = Orari: { $hours }
