# Every word of HitKey's pages in English. A value in { } is shown apart from the text around it.

## Frame
brand = HitKey
brand-home = HitKey, start page
skip = Skip to content
footer-self-hosted = Self-hosted identity
footer-mailbox = Development mailbox
error-prefix = Error:
summary-one = There is a problem
moment = { $day } { $month ->
    [m01] Jan
    [m02] Feb
    [m03] Mar
    [m04] Apr
    [m05] May
    [m06] Jun
    [m07] Jul
    [m08] Aug
    [m09] Sep
    [m10] Oct
    [m11] Nov
   *[m12] Dec
 } { $year }, { $time } UTC
device = { $browser } on { $system }
device-unknown = Unknown device

## Shared
sign-in = Sign in
sign-out = Sign out
create-account = Create account
your-account = Your account
to-continue = to continue to { $app }
email = Email address
password = Password
password-new = New password
password-current = Current password
password-hint = At least 8 characters. A few unrelated words make a good one.
back-to-sign-in = Back to sign in
signed-in-as = Signed in as { $name }
cancel = Cancel
change-password = Change password
code-any = Authenticator code or recovery code

## Start
start-title = One sign-in for all your apps
start-lead = This is a HitKey server. It keeps your account in one place and tells the apps you choose who you are, and nothing more.
start-account-title = Your sign-in, your rules
start-account = See where you are signed in, which apps know you, and take access back with one click.
start-developer-title = For developers
start-developer = HitKey speaks OAuth 2 and OpenID Connect. Point any standard library at this issuer:
start-discovery = Discovery document
start-docs = Documentation
start-mailbox = Development mailbox
start-mailbox-note = This server has no mail server configured. Every mail it would send, with its codes and links, is in the mailbox.

## Sign in
sign-in-forgot = Forgot your password?
sign-in-no-account = New here?
two-factor-title = Confirm it is you
two-factor-lead = Enter the 6‑digit code from your authenticator app.
two-factor-code = Authenticator code
two-factor-recovery-lead = Enter one of the recovery codes you saved when you turned on two-step sign-in. Each works once.
two-factor-recovery-code = Recovery code
two-factor-use-recovery = Use a recovery code instead
two-factor-use-app = Use your authenticator app instead
two-factor-confirm = Confirm
two-factor-start-over = Start over

## Register
register-title = Create your account
register-lead = We will mail you a code to make sure the address is yours.
register-send = Send me a code
register-have-account = Already have an account?
verify-title = Check your mail
verify-lead = We sent a message to { $email }. If it holds a 6‑digit code, enter it here. It is good for 10 minutes.
verify-code = Code from the mail
verify-confirm = Confirm address
verify-nothing = No mail? Look in the spam folder, or
verify-resend = send another code
verify-resent = A new code is on its way. Earlier codes no longer work.
verify-other = Use another address
choose-title = Choose a password
choose-lead = Your address is confirmed. One last step.
choose-confirm = Create account

## Forgotten password
forgot-title = Forgot your password?
forgot-lead = Enter the address of your account. We will mail you a link to set a new password.
forgot-send = Send the link
forgot-sent-title = Check your mail
forgot-sent-lead = If there is an account with that address, a link to set a new password is on its way. It works once, for 15 minutes.
forgot-sent-again = Nothing arrived? Look in the spam folder, or try again with the address you signed up with.
forgot-again = Try again
reset-title = Set a new password
reset-lead = You will be signed out everywhere, and every app you allowed has to ask again.
reset-confirm = Set new password
reset-done-title = Password changed
reset-done-lead = Your new password is set, and every old session has ended. Sign in with it now.

## Choosing an account
choose-account-title = Choose an account
choose-account-continue = Continue with this account
choose-account-other = Use another account

## Consent
consent-title = { $app } wants to know you
consent-host = You will return to { $host }
consent-will = It will be able to:
consent-resource = Act for you at { $resource }
consent-as = Signed in as { $email }
consent-switch = Not you? Switch account
consent-allow = Allow
consent-deny = Deny
consent-note = You can take this back at any time on your account page.
scope-openid = Recognise you by an id that never changes
scope-profile = See your name, username and other profile details
scope-email = See your email address
scope-address = See your postal address
scope-phone = See your phone number
scope-project-read = See your role and permissions in its project
scope-offline-access = Keep this access while you are away
scope-other = Use { $scope }

## Back to the app by form
form-post-title = Back to the app
form-post-lead = You are taken there now. If nothing happens, press the button.
form-post-continue = Continue

## Device
device-title = Connect a device
device-lead = Type the code that your device shows.
device-code = Code
device-wrong = No device waits with this code. Compare it with the one on your device, or have it show a new one.
device-continue = Continue
device-ask = Connect { $app }?
device-compare = Your device must show the code { $code }.
device-warning = Go on only if you hold the device yourself, and did not get the code from somebody else.
device-allowed = The device is connected
device-allowed-lead = You can go back to it. It goes on by itself.
device-denied = The device is not connected
device-denied-lead = It was told that you refused.

## Sign out
sign-out-title = Sign out?
sign-out-lead = You are signed in as { $email } on this device. Apps you signed in to may keep their own session.
sign-out-asked = { $app } asks to sign you out.
sign-out-other = The app meant another account than the one below.
sign-out-stay = Stay signed in
signed-out-title = You are signed out
signed-out-lead = Your session on this device has ended.
signed-out-again = Sign in again
signed-out-frame = An app that is told that you signed out
signed-out-back = Back to { $app }

## Account
account-title = Your account
nav-overview = Overview
nav-profile = Profile
nav-addresses = Addresses
nav-security = Security
nav-sessions = Sessions
nav-apps = Apps
nav-activity = Activity
nav-settings = Settings
overview-edit = Edit
overview-protect-title = Protect your account
overview-protect = Two-step sign-in keeps others out even if they learn your password. It takes a minute and an authenticator app.
overview-protect-do = Turn on two-step sign-in
overview-sessions = { $count ->
    [one] You are signed in on this device only.
   *[other] You are signed in on { $count } devices.
 }
overview-sessions-do = Review your sessions
overview-apps = { $count ->
    [0] No app has access to your account.
    [one] One app has access to your account.
   *[other] { $count } apps have access to your account.
 }
overview-apps-do = Review your apps
account-details = Details
account-name = Name
account-username = Username
account-email = Email
account-two-factor = Two-step sign-in
account-on = On
account-off = Off
account-since = Member since
account-sessions = Where you are signed in
account-sessions-note = End a session that you do not recognise, then
account-sessions-password = set a new password
account-current = This device
account-last-used = Last used { $at }
account-signed-in = Signed in { $at }
account-end = End
account-end-label = End the session on { $device }
account-apps = Apps you allowed
account-apps-note = Taking access back signs the app out at once. It can ask again.
account-apps-none = You have not allowed any app yet. Apps you sign in to with HitKey show up here.
account-allowed = Allowed { $at }
account-withdraw = Withdraw
account-withdraw-label = Withdraw the access of { $app }
done-session = The session has ended.
done-app = The app no longer has access.
sessions-end-others = End all other sessions
done-profile = Your profile is saved.
done-password = Your password is changed. Your other sessions have ended.
done-two-factor-on = Two-step sign-in is on.
done-two-factor-off = Two-step sign-in is off.
done-sessions = Your other sessions have ended.
done-settings = Your settings are saved.
done-address-verified = The address is confirmed.
done-address-default = From now on, mail goes to this address.
done-address-removed = The address is removed.
done-code-sent = A new code is on its way. Earlier codes no longer work.
addresses-lead = You can sign in with each confirmed address. Mail goes to one of them, and apps see that one.
addresses-default = Main
addresses-unverified = Not confirmed
addresses-verify = Confirm address
addresses-verify-label = Confirm address: { $address }
addresses-verify-lead = We sent a code to { $email }. It is good for 10 minutes.
addresses-make-default = Make main
addresses-make-default-label = Make main: { $address }
addresses-remove = Remove
addresses-remove-label = Remove: { $address }
addresses-add = Add an address
addresses-add-lead = We will mail you a code to make sure the address is yours.
settings-look = Language and colours
settings-look-lead = These hold for this browser.
settings-language-auto = As the browser asks
settings-theme = Colours
theme-auto = As on the device
theme-light = Light
theme-dark = Dark
settings-export = Your data
settings-export-lead = Everything that HitKey keeps about you, as a JSON file.
settings-delete = Delete account…
settings-delete-lead = Everything that is yours goes with it, for good.
delete-title = Delete your account
delete-lead = Your profile, addresses, sessions, apps and the projects that only you are in are deleted at once. Nobody can bring them back.
delete-confirmation = To confirm, type { $email }
delete-do = Delete for good
account-deleted-title = Your account is deleted
account-deleted-lead = Everything that was yours is gone. A last mail tells you so.
activity-lead = What you did and what was done to your account. If something was not you,
activity-none = There is nothing older.
activity-older = Older
activity-latest = Latest
activity-warning = Refused
activity-account-registered = You made your account
activity-account-deleted = The account was deleted
activity-session-opened = Signed in
activity-session-signed-out = Signed out
activity-session-ended = Ended a session
activity-session-refresh-reused = A refresh token was used twice, and its session ended
activity-sign-in-challenged = Password accepted, code asked for
activity-sign-in-failed = A sign-in failed
activity-proof-failed = A wrong password or code was entered
activity-password-changed = Changed the password
activity-password-reset-requested = Asked for a mail to reset the password
activity-password-reset = Reset the password
activity-totp-begun = Began to set up two-step sign-in
activity-totp-enabled = Turned on two-step sign-in
activity-totp-disabled = Turned off two-step sign-in
activity-email-added = Added an address:
activity-email-verified = Confirmed an address:
activity-email-made-default = Changed the main address:
activity-email-removed = Removed an address:
activity-profile-changed = Changed the profile
activity-consent-withdrawn = Withdrew the access of an app
activity-device-allowed = Connected a device
activity-device-denied = Refused a device
activity-grant-revoked = The access of an app ended
activity-grant-code-reused = A code of an app was used twice, and its access ended
activity-grant-refresh-reused = A refresh token of an app was used twice, and its access ended
activity-client-created = Created an OAuth client
activity-client-changed = Changed an OAuth client
activity-client-deleted = Deleted an OAuth client
activity-client-secret-rotated = Changed the secret of an OAuth client
activity-client-token-revoked = A token of an OAuth client was revoked
activity-project-created = Created a project
activity-project-changed = Changed a project
activity-project-deleted = Deleted a project
activity-project-transferred = A project was handed over
activity-member-joined = Joined a project
activity-member-added = Added to a project
activity-member-changed = The role or permissions in a project changed
activity-member-left = Left a project
activity-member-removed = Removed from a project
activity-invite-accepted = Accepted an invite
activity-api-client-created = Created an API client
activity-api-client-changed = Changed an API client
activity-api-client-rotated = Changed the token of an API client
activity-api-client-deleted = Deleted an API client
security-password = If you think that somebody else knows your password, choose a new one.
security-two-factor = Signing in takes your password and a code from an app on your phone.
security-recovery-left = { $count ->
    [0] You have no recovery codes left. Without your phone you could not sign in.
    [one] You have one recovery code left.
   *[other] You have { $count } recovery codes left.
 }
change-password-lead = You stay signed in here. Your other sessions end.
two-factor-set-up = Set up two-step sign-in
two-factor-turn-on = Turn on
two-factor-turn-off = Turn off
set-up-scan = 1. Add HitKey to your authenticator app
set-up-scan-lead = Scan this picture with the app on your phone.
set-up-qr = QR code for your authenticator app
set-up-key = Or type this key into the app:
set-up-open = Open the app on this device
set-up-prove = 2. Enter the 6‑digit code that it shows
recovery-title = Recovery codes
recovery-keep = Keep these codes in a safe place
recovery-lead = If you lose your phone, each of them signs you in once in place of the app. They are shown only now.
recovery-download = Download
recovery-kept = I have kept them
turn-off-title = Turn off two-step sign-in
turn-off-lead = From then on, your password alone signs you in. Your recovery codes stop working.
profile-lead = Apps see of it what you allow them to see. Everything is optional.
profile-names = Your name
profile-called = What you are called
profile-about = About you
profile-address = Postal address
profile-order = Order of your name
profile-western = Given name first
profile-eastern = Surname first
profile-save = Save
field-given-names = Given names
field-middle-name = Middle name
field-surname = Surname
field-native-script = Name in your own script
field-display-name = Display name
field-username = Username
field-nickname = Nickname
field-picture = Picture
field-website = Website
field-profile = Page about you
field-birthdate = Date of birth
field-gender = Gender
field-locale = Language
field-zoneinfo = Time zone
field-phone-number = Phone number
field-address-street = Street and house
field-address-locality = City
field-address-region = Region
field-address-postal-code = Postal code
field-address-country = Country
field-address-formatted = Whole address
hint-username = 3 to 30 Latin letters, digits and underscores
hint-picture = A web address, such as https://example.org/ann.jpg
hint-birthdate = 1987-10-16; or the year alone; or 0000-10-16 without it
hint-locale = A language tag, such as en or kk-KZ
hint-zoneinfo = Such as Asia/Almaty
hint-phone-number = With its country, such as +77011234567
hint-address-formatted = As it stands on a letter

## Development mailbox
mailbox-title = Development mailbox
mailbox-lead = Every mail this server would have sent, newest first. It exists because no mail server is configured and this address is local.
mailbox-none = No mail yet. Register or ask for a new password, and it turns up here within a second or two.
mailbox-refresh = Refresh
mailbox-to = To { $to }
mail-back = All mails
mail-html = Open the HTML version

## Errors
error-id = Request
error-details = For the developer of the app
error-home = Go to the start page
error-app-title = This app is not known here
error-app = The link that brought you here names an app that this server does not know.
error-app-advice = Go back to the app and try again. If it happens again, tell the people who run it.
error-redirect-title = This app sent a wrong return address
error-redirect = The address to send you back to is not one the app registered. To keep your account safe, we stop here.
error-redirect-advice = Nothing was shared. Tell the people who run the app.
error-request-title = This link is not complete
error-request = Something in the address or the form is missing or malformed.
error-request-advice = Go back and try again. If you followed a link, it may have been cut short.
error-forged-title = This form came from somewhere else
error-forged = For your safety, we only accept forms that were sent from our own pages.
error-forged-advice = Open the page again and send the form from there.
error-not-found-title = There is nothing here
error-not-found = The address does not lead to a page.
error-not-found-advice = Check the address for a typing mistake.
error-wait-title = Too many attempts
error-wait = We slow down repeated attempts to keep accounts safe.
error-wait-advice = Wait a little, then try again.
error-busy-title = We are very busy right now
error-busy = The server has more to do than it can handle at the moment.
error-busy-advice = Wait a few seconds, then try again. Nothing was lost.
error-internal-title = Something went wrong on our side
error-internal = It is not your fault, and it has been noted.
error-internal-advice = Try again in a moment. If it happens again, tell whoever runs this server and mention the request below.

## Problems with a form
problem-email-missing = Enter your email address
problem-email-malformed = Enter an email address such as ann@example.org
problem-password-missing = Enter your password
problem-password-short = Use at least { $limit } characters
problem-password-long = Use at most { $limit } characters
problem-password-weak = This password is too easy to guess. { $advice }
problem-current-password-missing = Enter your current password
problem-current-password-wrong = That is not your current password
problem-text-long = Use at most { $limit } characters
problem-text-control = Take out line breaks and control characters
problem-url = Enter a web address such as https://example.org
problem-date = Enter a date such as 1987-10-16
problem-time-zone = Enter a time zone such as Asia/Almaty
problem-language = Enter a language tag such as en or kk-KZ
problem-phone = Enter a phone number with its country, such as +77011234567
problem-username-malformed = Use 3 to 30 Latin letters, digits and underscores
problem-username-reserved = This username is reserved. Choose another one
problem-username-taken = This username is taken. Choose another one
problem-address-in-use = This address belongs to an account already
problem-too-many-addresses = You have as many addresses as an account can have. Remove one first
problem-only-address = This is your only confirmed address. Confirm another one first
problem-confirmation-wrong = Type your email address as it stands here
problem-owns-shared-project = You own a project that has other members. Hand it over or remove them first
problem-credentials-wrong = Address and password do not match
problem-code-missing = Enter the code
problem-code-wrong = That is not the right code. Check it and try again
problem-code-expired = That code has expired. Ask for a new one
problem-code-spent = That code was tried too often. Ask for a new one
problem-sign-in-expired = The sign-in took too long or was tried too often. Start again
problem-registration-expired = The registration took too long. Start again with your address
problem-link-dead = That link has expired or was already used. Ask for a new one
problem-wait = { $seconds ->
    [one] Too many attempts. Try again in 1 second
   *[other] Too many attempts. Try again in { $seconds } seconds
 }
problem-wait-minutes = { $minutes ->
    [one] Too many attempts. Try again in 1 minute
   *[other] Too many attempts. Try again in { $minutes } minutes
 }
problem-busy = The server is very busy. Try again in a few seconds
