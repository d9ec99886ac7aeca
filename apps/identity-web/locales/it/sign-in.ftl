# Signing in and out.

sign-in-title = Entra
sign-in-act = Entra
sign-in-again = Entra di nuovo
sign-in-must = Per continuare su quella pagina, entra.
sign-in-not-right = Il nome di accesso o la password non sono giusti.
sign-in-not-right-summary = Controllali tutti e due e riscrivi la password
sign-in-too-soon = I tentativi devono essere un po’ più distanti. Puoi riprovare alle { $until }.
sign-in-trouble = Non riesci a entrare?
step-up-title = Sei ancora tu?
step-up-lead = Sei nell’account { $login }. Quello che stai per fare è importante: scrivi ancora una volta la password.
step-up-act = Continua
signed-out-title = La sessione è chiusa
signed-out-lead = Da questo dispositivo nessuno può continuare senza la tua password.
