//! The errors of the HitKey API, in one table.

use actix_web::http::StatusCode;

/// One row per code: status, name, its word on the wire, what happened and what to do.
macro_rules! codes {
    ($($status:ident $name:ident $word:literal $meaning:literal)+) => {
        /// What went wrong, in one word that programs can tell apart. There is no other.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $meaning] $name,)+
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The word on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// The status it is answered with, unless the operation says otherwise.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)+ }
            }

            /// What happened, and what to do.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)+ }
            }
        }
    };
}

codes! {
    BAD_REQUEST MalformedRequest "MALFORMED_REQUEST" "The body is not JSON, a value has the wrong type, or the query can't be read."
    BAD_REQUEST InvalidCode "INVALID_CODE" "The code is wrong, or of another address."
    BAD_REQUEST CodeExpired "CODE_EXPIRED" "The code is older than ten minutes: ask for a new one."
    BAD_REQUEST TooManyAttempts "TOO_MANY_ATTEMPTS" "The code died after its tries: ask for a new one."
    BAD_REQUEST NoCode "NO_CODE" "Nothing was started for this address: start again."
    BAD_REQUEST EmailAlreadyVerified "EMAIL_ALREADY_VERIFIED" "This address was verified before: go on to the next step."
    BAD_REQUEST VerificationRequired "VERIFICATION_REQUIRED" "The proof of the address is missing: verify the code first."
    BAD_REQUEST EmailAlreadyInUse "EMAIL_ALREADY_IN_USE" "The address belongs to an account already: sign in, or take another."
    BAD_REQUEST EmailNotVerified "EMAIL_NOT_VERIFIED" "Only a verified address can be the default one: verify it first."
    BAD_REQUEST OnlyVerifiedEmail "ONLY_VERIFIED_EMAIL" "This is the only verified address: verify another one first."
    BAD_REQUEST TooManyEmails "TOO_MANY_EMAILS" "An account has 20 addresses at most: remove one."
    BAD_REQUEST InvalidToken "INVALID_TOKEN" "The token is unknown or was used."
    BAD_REQUEST TokenExpired "TOKEN_EXPIRED" "The token is too old: ask for a new one."
    BAD_REQUEST UsernameInvalid "USERNAME_INVALID" "A username has 3 to 30 letters of A to Z, digits or underscores."
    BAD_REQUEST UsernameReserved "USERNAME_RESERVED" "The name is kept for the service: take another."
    BAD_REQUEST SetupNotInitiated "SETUP_NOT_INITIATED" "Call the set-up of the second factor first."
    BAD_REQUEST AlreadyEnabled "ALREADY_ENABLED" "The second factor is on: switch it off to set it up anew."
    BAD_REQUEST NotEnabled "NOT_ENABLED" "The second factor is off."
    BAD_REQUEST PublicClient "PUBLIC_CLIENT" "The client has no secret to rotate: it is public, or signs with a key of its own."
    BAD_REQUEST AlreadyMember "ALREADY_MEMBER" "Whoever is meant belongs to the project already."
    BAD_REQUEST OwnerCannotLeave "OWNER_CANNOT_LEAVE" "Transfer the project first, or delete it."
    BAD_REQUEST CannotTransferToSelf "CANNOT_TRANSFER_TO_SELF" "The project is yours already."
    BAD_REQUEST CannotChangeOwnerRole "CANNOT_CHANGE_OWNER_ROLE" "The owner stays the owner until they transfer the project."
    BAD_REQUEST PermissionNotFound "PERMISSION_NOT_FOUND" "The project has no permission with one of these keys: define it first."
    BAD_REQUEST InviteAlreadyExists "INVITE_ALREADY_EXISTS" "The address has an invite that can be accepted: withdraw it to send another."
    BAD_REQUEST InviteExpired "INVITE_EXPIRED" "The invite is older than seven days: ask for a new one."
    BAD_REQUEST EmailMismatch "EMAIL_MISMATCH" "The invite is for another address than yours."
    UNAUTHORIZED Unauthenticated "UNAUTHENTICATED" "There is no credential, or one that is not good (any more): sign in."
    UNAUTHORIZED InvalidCredentials "INVALID_CREDENTIALS" "Address or password is wrong."
    UNAUTHORIZED InvalidRefreshToken "INVALID_REFRESH_TOKEN" "The refresh token is unknown, used or expired: sign in again."
    FORBIDDEN Forbidden "FORBIDDEN" "This may not be done with this credential or in this role, or the request came from another site."
    FORBIDDEN NotProjectMember "NOT_PROJECT_MEMBER" "Only members may; who is to own a project must be a member first (400)."
    FORBIDDEN ProjectPrivate "PROJECT_PRIVATE" "A private project is not joined: ask for an invite."
    FORBIDDEN AdminCannotEditAdmin "ADMIN_CANNOT_EDIT_ADMIN" "Only the owner changes and removes admins."
    FORBIDDEN CannotChangeOwnRole "CANNOT_CHANGE_OWN_ROLE" "Nobody changes their own role: somebody else has to."
    FORBIDDEN OnlyOwnerAssignsAdmin "ONLY_OWNER_ASSIGNS_ADMIN" "Only the owner makes admins."
    NOT_FOUND NotFound "NOT_FOUND" "There is no such thing for you, or no such route."
    NOT_FOUND UserNotFound "USER_NOT_FOUND" "Nobody has verified this address: invite it instead."
    NOT_FOUND InviteNotFound "INVITE_NOT_FOUND" "The invite was accepted or withdrawn, or never was."
    NOT_FOUND EmailNotFound "EMAIL_NOT_FOUND" "The account has no such address."
    METHOD_NOT_ALLOWED MethodNotAllowed "METHOD_NOT_ALLOWED" "`Allow` names the methods that are answered here."
    CONFLICT OwnsSharedProject "OWNS_SHARED_PROJECT" "You own a project with other members: hand it over before you delete your account."
    CONFLICT UsernameTaken "USERNAME_TAKEN" "Somebody has that name: take another."
    CONFLICT ResourceAlreadyExists "RESOURCE_ALREADY_EXISTS" "Another resource of this server has this URI, in whichever project."
    CONFLICT PermissionAlreadyExists "PERMISSION_ALREADY_EXISTS" "The project has a permission with this key."
    CONFLICT ApiClientRevoked "API_CLIENT_REVOKED" "The API client is revoked, and stays so: make another."
    CONFLICT ApiClientExpired "API_CLIENT_EXPIRED" "The API client has expired: give it another `expires_at` first."
    PAYLOAD_TOO_LARGE PayloadTooLarge "PAYLOAD_TOO_LARGE" "Bodies have 64 KiB at most."
    UNSUPPORTED_MEDIA_TYPE UnsupportedMediaType "UNSUPPORTED_MEDIA_TYPE" "Send `Content-Type: application/json`."
    TOO_MANY_REQUESTS ResendCooldown "RESEND_COOLDOWN" "A mail was sent less than 60 seconds ago: wait as `Retry-After` says."
    TOO_MANY_REQUESTS TooManyRequests "TOO_MANY_REQUESTS" "Too many attempts or requests: wait as `Retry-After` says."
    INTERNAL_SERVER_ERROR InternalError "INTERNAL_ERROR" "Our fault: the log has the reason under the request id."
    SERVICE_UNAVAILABLE Overloaded "OVERLOADED" "Too busy: wait as `Retry-After` says."
}
