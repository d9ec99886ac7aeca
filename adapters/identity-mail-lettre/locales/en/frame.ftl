## What every mail has.

greeting = Hello { $name },
greeting-without-name = Hello,
copy-link = Or copy this address:

not-you = Was it not you?
not-you-there = Was it not you?
not-expected = Were you not expecting this?

## Whom to turn to.

contact-person = In any doubt, turn to { $name }, contact person of { $organization }.
contact-operator = In any doubt, turn to { $name }, who runs this service.
contact-operator-without-name = In any doubt, turn to whoever runs this service.
contact-administrator = In any doubt, turn to the administrator of { $organization }.
contact-nobody = In any doubt, turn to whoever gave you your login name.
contact-phone = Telephone: { $phone }
contact-email = Mail: { $email }
contact-hours = Hours: { $hours }
