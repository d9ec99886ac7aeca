# Cambiare un’organizzazione.

organization-edited = Hai cambiato l’organizzazione { $handle }.
organization-changed-meanwhile-remedy = Guarda com’è adesso e decidi di nuovo: identity organization show { $handle }
contact-person-first = Non c’è ancora una persona di riferimento: dai anche --contact-name.
