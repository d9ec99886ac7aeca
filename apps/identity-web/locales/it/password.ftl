# Choosing a password.

password-current = Password attuale
password-new = Nuova password
password-new-hint = Una frase che ricordi va benissimo: gli spazi contano.
password-show = Mostra
password-hide = Nascondi
password-rules = Che cosa serve alla password
password-rule-length =
    { $min ->
        [one] Almeno un carattere
       *[other] Almeno { $min } caratteri
    }
password-rule-names = È molto più dei tuoi nomi e di quelli dell’organizzazione
password-rule-common = Non è fra le password più usate
password-rule-met = fatto
password-rule-unmet = manca
password-too-short = È troppo corta: servono almeno { $min } caratteri.
password-too-long = È troppo lunga: usa meno di mille caratteri.
password-own-name = È poco più dei tuoi nomi, o di quelli dell’organizzazione.
password-common = La usano in molti: sarebbe fra le prime provate.
password-choose-another = Scegli un’altra password
password-not-right = Non è la tua password.
password-retype = Riscrivi la password
password-set-mail = Scriviamo al tuo indirizzo di contatto che la password è cambiata, nel caso non fossi stato tu.
