# Permissions, profiles and what was given.

column-category = Category
column-permission = Permission
column-meaning = Meaning
column-may = May
column-why = Why
column-through = Through what
column-profile = Profile
column-profiles = Profiles
column-permissions = Permissions
column-ends = Ends
column-given-by = Given by
column-given = Given
column-put-in-by = Put in by
column-holders = Holders
column-held-by = Held by
heading-rights = What was given
heading-grants = What it grants
no-rights = Nothing.
all-rights = The organization is theirs: the owner may do everything.
no-profiles = There is no profile yet. To define one: identity profile define --help
no-holders = Nobody may do that.
marked-owner-only = stays with the owner
profile-cell = profile “{ $name }”
the-permission = the permission { $name }
the-profile = the profile “{ $name }”
at-least = { $count } or more

giver-operator = an operator
giver-owner = { $name }, the owner
giver-account = { $name }
until-taken = until it is taken
until-moment = until { $at }

through-ownership = The organization is theirs.
through-permission = Given by { $giver } on { $at }, { $until }.
through-profile = Through the profile “{ $profile }”, given by { $giver } on { $at }, { $until }.
why-unknown = There is no such permission.
why-suspended = The account is suspended since { $at }.
why-account-ended = The account ended on { $at }.
why-owner-only = It stays with the owner, whatever is given.
why-ended = What was given ended on { $at }.
why-giver-lost-it = It comes from { $giver }, who does not hold it (any more).
why-unconfirmed = It was given before the database was restored on { $at }, and nobody has confirmed it since.
why-not-granted = Nobody gave it.

granted = Gave { $what } to { $login }, { $until }.
taken = Took { $what } from { $login }.
would-take = Would take { $what } from { $login }.
not-held = { $login } was not given { $what } itself: there is nothing to take.
still-may = { $login } still may do { $permission }. { $why }
profile-defined = Defined the profile “{ $profile }”. To give it: identity permission grant LOGIN --profile "{ $profile }"
profile-changed = Changed the profile “{ $profile }”.
profile-removed = Removed the profile “{ $profile }”.
about-to-remove-profile =
    { $holders ->
        [0] Nobody holds the profile “{ $profile }”. It cannot be brought back.
        [one] Removing the profile “{ $profile }” takes what it grants from 1 account, at once. It cannot be brought back.
       *[other] Removing the profile “{ $profile }” takes what it grants from { $holders } accounts, at once. It cannot be brought back.
    }
about-to-remove-common-profile = Removing the profile “{ $profile }” takes what it grants from { $holders } accounts or more, at once. It cannot be brought back.

no-such-permission = There is no permission { $permission }.
no-such-permission-remedy = To see those that there are: identity permission list
no-such-profile = There is no profile “{ $profile }” in { $handle }.
no-such-profile-remedy = To see those that there are: identity profile list --organization { $handle }
not-in-profile = The profile “{ $profile }” does not grant { $permission }.
not-in-profile-remedy = Leave that --remove out.
owner-only = { $permission } stays with the owner, and cannot be given.
owner-only-remedy = Leave it out; identity permission list shows which are so.
not-givable = The profile “{ $profile }” holds { $permission }, which is not in the catalogue any more or stays with the owner.
not-givable-remedy = Take it out in the same step: --remove { $permission }
owner-holds-all = { $login } is the owner, who holds everything: there is nothing to give or take.
owner-holds-all-remedy = Name the account of a member, such as marco/studio-rossi.
owner-does-not-end = { $login } is the owner, whose account does not end by itself.
owner-does-not-end-remedy = Leave --ends out; to close the account: identity account suspend { $login }
profile-taken = The name “{ $profile }” is taken by another profile.
profile-taken-remedy = Choose another name; upper and lower case make no difference.
profile-changed-meanwhile = Somebody else changed the profile “{ $profile }” in between.
profile-changed-meanwhile-remedy = Look at it as it is now and decide again: identity profile show "{ $profile }" --organization { $handle }
rights-gone = What was to be given is not there any more.
too-many-grants = { $login } would hold more than { $limit } permissions and profiles.
too-many-grants-remedy = Put permissions together in a profile, or take some first: identity permission take { $login } --permission NAME
too-many-profiles = { $handle } has { $limit } profiles, which is as many as an organization may have.
too-many-profiles-remedy = Remove or change one that is there.

event-rights-changed = permissions changed
event-profile-defined = profile defined
event-profile-changed = profile changed
event-profile-removed = profile removed
rights-confirmed = What { $login } was granted is confirmed.
