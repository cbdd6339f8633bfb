# Every message exists here; the other languages fall back to this file, message by message.
# Arguments are plain texts, never numbers: no plural forms.

greeting = Hello,
link-fallback = If the button does not work, open this address:
footer = HitKey sent this mail because somebody used this address there. Please do not answer it.

fact-when = When
fact-device = Device
fact-address = IP address
fact-mail-address = Mail address
fact-project = Project
fact-inviter = Invited by
fact-until = Valid until
unknown = unknown

not-you = If this was not you, set a new password now. That also signs out every device and every app.
set-new-password = Set a new password

registration-code-subject = Your HitKey code
registration-code-intro = Enter this code to confirm your mail address:
registration-code-valid = The code is good for { $minutes } minutes. Nobody from HitKey will ever ask you for it.
registration-code-ignore = If you did not ask for a HitKey account, you need not do anything.

account-exists-subject = You already have a HitKey account
account-exists-intro = Somebody, probably you, tried to register this mail address at HitKey. It has an account already, so you can simply sign in.
account-exists-button = Sign in
account-exists-forgot = If you no longer know your password, you can set a new one:
account-exists-ignore = If it was not you, you need not do anything: nothing was changed.

password-reset-subject = Set a new HitKey password
password-reset-intro = Somebody, probably you, asked to set a new password for your HitKey account.
password-reset-valid = The link works once, within { $minutes } minutes.
password-reset-ignore = If it was not you, you need not do anything: your password stays as it is.

password-changed-subject = Your HitKey password was changed
password-changed-intro = The password of your HitKey account was changed.

new-sign-in-subject = New sign-in to your HitKey account
new-sign-in-intro = Somebody signed in to your HitKey account from a device that we have not seen before.
new-sign-in-ignore = If it was you, you need not do anything.

totp-enabled-subject = Two-step sign-in is on
totp-enabled-intro = Signing in to your HitKey account now also takes a code from your authenticator app. Keep your recovery codes in a safe place.

totp-disabled-subject = Two-step sign-in is off
totp-disabled-intro = Signing in to your HitKey account no longer takes a code from your authenticator app.

address-code-intro = Enter this code to confirm that this mail address belongs to your HitKey account:
address-code-ignore = If you did not add this address to a HitKey account, do not give the code to anybody. Then nothing happens.

address-added-subject = A mail address was added to your HitKey account
address-added-intro = Somebody, probably you, added a mail address to your HitKey account. It counts once the code that we sent there is entered.

address-verified-subject = A new mail address belongs to your HitKey account
address-verified-intro = A mail address was confirmed for your HitKey account. It can be used to sign in and to set a new password.

address-removed-subject = A mail address was removed from your HitKey account
address-removed-intro = A mail address was removed from your HitKey account. It can no longer be used to sign in.

default-address-subject = Your HitKey mail goes to another address
default-address-intro = Mails about your HitKey account now go to this address:

account-deleted-subject = Your HitKey account was deleted
account-deleted-intro = Your HitKey account was deleted with everything in it, as you asked. This is our last mail to you.

project-invite-subject = You are invited to a project on HitKey
project-invite-intro = Somebody invites you to work on a project that signs people in with HitKey.
project-invite-button = See the invite
project-invite-ignore = If you do not know who this is, you need not do anything: nothing happens unless you accept.
