# Changing an organization.

organization-edited = Changed the organization { $handle }.
organization-changed-meanwhile-remedy = Look at it as it is now and decide again: identity organization show { $handle }
contact-person-first = Nobody is named to turn to yet: give --contact-name as well.
