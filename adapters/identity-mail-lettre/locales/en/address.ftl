## Login names and contact addresses.

login-names-subject = Your login names
login-names-preheader = What you type to sign in.
login-names-title = Your login names
login-names-what = These login names have their codes and links mailed to this address:
login-names-none = No login name has its codes and links mailed to this address. You may have given another one: the person named below can look.
login-names-link = Here you sign in with one of them:
login-names-button = Open the sign-in page
login-names-not-you = You need do nothing: this mail went to this address and to no other. It was asked for { $at }.

confirm-address-subject = Confirm this address for { $organization }
confirm-address-preheader = Until you confirm, nothing changes.
confirm-address-title = Confirm this address
confirm-address-what = From now on, codes and links for { $login } are to come to this address. Confirm that you read its mail:
confirm-address-button = Confirm this address
confirm-address-valid = The link is good once only, { $until }. If there was another address before, it must agree as well.
confirm-address-not-you = You need do nothing: without your confirmation nothing changes.

agree-address-subject = Another contact address for { $organization }: do you agree?
agree-address-preheader = Unless you agree, nothing changes.
agree-address-title = Do you agree to the new address?
agree-address-what = Codes and links for { $login } are to go to { $new }, and no longer to this address. If that is right, say so here:
agree-address-button = Agree to the new address
agree-address-valid = The link is good once only, { $until }.
agree-address-not-you = Do not agree: then nothing changes. But somebody is signed in as you. Choose another password, so that they are signed out, and tell the person named below.

address-changed-subject = Your contact address at { $organization } was changed
address-changed-preheader = If it was you, there is nothing to do.
address-changed-title = Your contact address was changed
address-changed-what = Codes and links for { $login } have gone to { $new } { $since }, and no longer come to this address.
address-changed-none = Codes and links for { $login } have gone nowhere { $since }: this address was taken away, and no other was given.
address-changed-fine = If that is right, there is nothing to do.
address-changed-not-you = Tell the person named below at once: they can put it right. From this address you no longer can.
