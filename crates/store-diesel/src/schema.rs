//! Every table, once for both databases. A test compares it with what the migrations make.

diesel::table! {
    use diesel::sql_types::{BigInt, Binary, Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    users (id) {
        id -> DbUuid,
        surname -> Nullable<Text>,
        given_names -> Nullable<Text>,
        display_name -> Nullable<Text>,
        native_script -> Nullable<Text>,
        preferred_order -> Nullable<Text>,
        username -> Nullable<Text>,
        username_key -> Nullable<Text>,
        search_key -> Text,
        password_hash -> Text,
        totp_secret -> Nullable<Binary>,
        totp_enabled_at -> Nullable<DbTimestamp>,
        totp_last_step -> Nullable<BigInt>,
        created_at -> DbTimestamp,
        updated_at -> DbTimestamp,
        details -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    emails (id) {
        id -> DbUuid,
        user_id -> DbUuid,
        address -> Text,
        address_key -> Text,
        is_default -> Bool,
        verified_at -> Nullable<DbTimestamp>,
        created_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Integer};
    use crate::types::{DbTimestamp, DbUuid};

    address_codes (email_id) {
        email_id -> DbUuid,
        code_digest -> Binary,
        attempts -> Integer,
        sent_at -> DbTimestamp,
        expires_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::Binary;
    use crate::types::DbUuid;

    recovery_codes (user_id, digest) {
        user_id -> DbUuid,
        digest -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::Binary;
    use crate::types::{DbTimestamp, DbUuid};

    known_devices (user_id, fingerprint) {
        user_id -> DbUuid,
        fingerprint -> Binary,
        last_seen_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    sessions (id) {
        id -> DbUuid,
        user_id -> DbUuid,
        created_at -> DbTimestamp,
        last_used_at -> DbTimestamp,
        expires_at -> DbTimestamp,
        ip -> Nullable<Text>,
        user_agent -> Nullable<Text>,
        language -> Text,
        auth_time -> DbTimestamp,
        methods -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    session_tokens (digest) {
        digest -> Binary,
        session_id -> DbUuid,
        kind -> Text,
        expires_at -> Nullable<DbTimestamp>,
        used_at -> Nullable<DbTimestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};
    use crate::types::DbTimestamp;

    pending_registrations (address_key) {
        address_key -> Text,
        address -> Text,
        code_digest -> Binary,
        attempts -> Integer,
        sent_at -> DbTimestamp,
        code_expires_at -> DbTimestamp,
        token_digest -> Nullable<Binary>,
        token_expires_at -> Nullable<DbTimestamp>,
        expires_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Integer, Text};
    use crate::types::{DbTimestamp, DbUuid};

    sign_in_challenges (digest) {
        digest -> Binary,
        user_id -> DbUuid,
        kind -> Text,
        methods -> Text,
        attempts -> Integer,
        expires_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    password_resets (digest) {
        digest -> Binary,
        user_id -> Nullable<DbUuid>,
        address -> Text,
        created_at -> DbTimestamp,
        expires_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Integer};
    use crate::types::DbTimestamp;

    attempt_counters (key) {
        key -> Binary,
        failures -> Integer,
        last_at -> DbTimestamp,
        blocked_until -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Bool, Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    clients (id) {
        id -> DbUuid,
        owner_user_id -> Nullable<DbUuid>,
        owner_project_id -> Nullable<DbUuid>,
        name -> Text,
        redirect_uris -> Text,
        secret_digest -> Nullable<Binary>,
        auth_method -> Text,
        grant_types -> Text,
        skip_consent -> Bool,
        id_token_alg -> Text,
        tokens -> Nullable<Text>,
        created_at -> DbTimestamp,
        updated_at -> DbTimestamp,
        keys -> Nullable<Text>,
        secret_sealed -> Nullable<Binary>,
        logout -> Nullable<Text>,
        requests -> Nullable<Text>,
        subject_type -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable};
    use crate::types::{DbTimestamp, DbUuid};

    client_registrations (client_id) {
        client_id -> DbUuid,
        token_digest -> Binary,
        expires_at -> Nullable<DbTimestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Integer};
    use crate::types::{DbTimestamp, DbUuid};

    initial_access_tokens (id) {
        id -> DbUuid,
        digest -> Binary,
        uses_left -> Integer,
        created_at -> DbTimestamp,
        expires_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    pushed_requests (digest) {
        digest -> Binary,
        client_id -> DbUuid,
        params -> Text,
        opened_at -> Nullable<DbTimestamp>,
        expires_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::Binary;
    use crate::types::DbTimestamp;

    used_assertions (digest) {
        digest -> Binary,
        expires_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    grants (id) {
        id -> DbUuid,
        client_id -> DbUuid,
        user_id -> DbUuid,
        session_id -> Nullable<DbUuid>,
        scopes -> Text,
        redirect_uri -> Text,
        nonce -> Nullable<Text>,
        code_challenge -> Nullable<Text>,
        code_digest -> Binary,
        code_expires_at -> DbTimestamp,
        redeemed_at -> Nullable<DbTimestamp>,
        revoked_at -> Nullable<DbTimestamp>,
        auth_time -> DbTimestamp,
        amr -> Text,
        acr -> Text,
        created_at -> DbTimestamp,
        expires_at -> DbTimestamp,
        first_session_id -> Nullable<DbUuid>,
        claims -> Nullable<Text>,
        resources -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable};
    use crate::types::{DbTimestamp, DbUuid};

    oauth_refresh_tokens (digest) {
        digest -> Binary,
        grant_id -> DbUuid,
        issued_at -> DbTimestamp,
        expires_at -> DbTimestamp,
        used_at -> Nullable<DbTimestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::types::{DbTimestamp, DbUuid};

    consents (user_id, client_id) {
        user_id -> DbUuid,
        client_id -> DbUuid,
        scopes -> Text,
        granted_at -> DbTimestamp,
        updated_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::types::DbTimestamp;

    revoked_tokens (jti) {
        jti -> Text,
        expires_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};
    use crate::types::DbTimestamp;

    signing_keys (kid) {
        kid -> Text,
        alg -> Text,
        generation -> Integer,
        public_jwk -> Text,
        private_key -> Binary,
        created_at -> DbTimestamp,
        activates_at -> DbTimestamp,
        retires_at -> Nullable<DbTimestamp>,
        expires_at -> Nullable<DbTimestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    outbox (id) {
        id -> DbUuid,
        topic -> Text,
        payload -> Binary,
        created_at -> DbTimestamp,
        due_at -> DbTimestamp,
        attempts -> Integer,
        last_error -> Nullable<Text>,
        dead_at -> Nullable<DbTimestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    projects (id) {
        id -> DbUuid,
        name -> Text,
        slug -> Text,
        description -> Nullable<Text>,
        is_public -> Bool,
        owner_id -> DbUuid,
        created_at -> DbTimestamp,
        updated_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::types::{DbTimestamp, DbUuid};

    project_members (id) {
        id -> DbUuid,
        project_id -> DbUuid,
        user_id -> DbUuid,
        role -> Text,
        created_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    project_permissions (id) {
        id -> DbUuid,
        project_id -> DbUuid,
        key -> Text,
        display_name -> Text,
        description -> Nullable<Text>,
        is_default -> Bool,
        created_at -> DbTimestamp,
    }
}

diesel::table! {
    use crate::types::DbUuid;

    member_permissions (member_id, permission_id) {
        member_id -> DbUuid,
        permission_id -> DbUuid,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    project_invites (id) {
        id -> DbUuid,
        project_id -> DbUuid,
        address -> Text,
        address_key -> Text,
        role -> Text,
        redirect_url -> Nullable<Text>,
        inviter_id -> Nullable<DbUuid>,
        token_digest -> Binary,
        created_at -> DbTimestamp,
        expires_at -> DbTimestamp,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    audit_log (id) {
        id -> DbUuid,
        created_at -> DbTimestamp,
        actor_id -> Nullable<DbUuid>,
        person_id -> Nullable<DbUuid>,
        project_id -> Nullable<DbUuid>,
        action -> Text,
        target_kind -> Nullable<Text>,
        target_id -> Nullable<DbUuid>,
        details -> Text,
        address_key -> Nullable<Text>,
        ip -> Nullable<Text>,
        user_agent -> Nullable<Text>,
        api_client_id -> Nullable<DbUuid>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    device_requests (code_digest) {
        code_digest -> Binary,
        user_code_digest -> Binary,
        client_id -> DbUuid,
        scopes -> Text,
        state -> Text,
        interval_seconds -> Integer,
        polled_at -> Nullable<DbTimestamp>,
        created_at -> DbTimestamp,
        expires_at -> DbTimestamp,
        resources -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    resources (id) {
        id -> DbUuid,
        project_id -> DbUuid,
        uri -> Text,
        key -> Text,
        name -> Text,
        scopes -> Nullable<Text>,
        is_open -> Bool,
        created_at -> DbTimestamp,
        updated_at -> DbTimestamp,
    }
}

diesel::table! {
    use crate::types::DbUuid;

    consent_resources (user_id, client_id, resource_id) {
        user_id -> DbUuid,
        client_id -> DbUuid,
        resource_id -> DbUuid,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::types::{DbTimestamp, DbUuid};

    api_clients (id) {
        id -> DbUuid,
        owner_user_id -> Nullable<DbUuid>,
        owner_project_id -> Nullable<DbUuid>,
        name -> Text,
        description -> Nullable<Text>,
        created_at -> DbTimestamp,
        updated_at -> DbTimestamp,
        last_used_at -> Nullable<DbTimestamp>,
        expires_at -> Nullable<DbTimestamp>,
        revoked_at -> Nullable<DbTimestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable};
    use crate::types::{DbTimestamp, DbUuid};

    api_client_tokens (digest) {
        digest -> Binary,
        client_id -> DbUuid,
        expires_at -> Nullable<DbTimestamp>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::types::DbUuid;

    api_client_grants (client_id, project_id) {
        client_id -> DbUuid,
        project_id -> DbUuid,
        role -> Text,
    }
}

diesel::table! {
    use crate::types::DbUuid;

    api_client_permissions (client_id, project_id, permission_id) {
        client_id -> DbUuid,
        project_id -> DbUuid,
        permission_id -> DbUuid,
    }
}

diesel::joinable!(emails -> users (user_id));
diesel::joinable!(address_codes -> emails (email_id));
diesel::joinable!(recovery_codes -> users (user_id));
diesel::joinable!(known_devices -> users (user_id));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(session_tokens -> sessions (session_id));
diesel::joinable!(sign_in_challenges -> users (user_id));
diesel::joinable!(password_resets -> users (user_id));
diesel::joinable!(clients -> users (owner_user_id));
diesel::joinable!(client_registrations -> clients (client_id));
diesel::joinable!(pushed_requests -> clients (client_id));
diesel::joinable!(grants -> clients (client_id));
diesel::joinable!(grants -> users (user_id));
diesel::joinable!(oauth_refresh_tokens -> grants (grant_id));
diesel::joinable!(consents -> users (user_id));
diesel::joinable!(consents -> clients (client_id));
diesel::joinable!(device_requests -> clients (client_id));
diesel::joinable!(resources -> projects (project_id));
diesel::joinable!(consent_resources -> resources (resource_id));
diesel::joinable!(clients -> projects (owner_project_id));
diesel::joinable!(projects -> users (owner_id));
diesel::joinable!(project_members -> projects (project_id));
diesel::joinable!(project_members -> users (user_id));
diesel::joinable!(project_permissions -> projects (project_id));
diesel::joinable!(member_permissions -> project_members (member_id));
diesel::joinable!(member_permissions -> project_permissions (permission_id));
diesel::joinable!(api_clients -> users (owner_user_id));
diesel::joinable!(api_clients -> projects (owner_project_id));
diesel::joinable!(api_client_tokens -> api_clients (client_id));
diesel::joinable!(api_client_grants -> api_clients (client_id));
diesel::joinable!(api_client_grants -> projects (project_id));
diesel::joinable!(api_client_permissions -> project_permissions (permission_id));
diesel::joinable!(project_invites -> projects (project_id));
diesel::joinable!(project_invites -> users (inviter_id));

diesel::allow_tables_to_appear_in_same_query!(
    users,
    api_clients,
    api_client_tokens,
    api_client_grants,
    api_client_permissions,
    device_requests,
    resources,
    consent_resources,
    emails,
    address_codes,
    recovery_codes,
    known_devices,
    sessions,
    session_tokens,
    pending_registrations,
    sign_in_challenges,
    password_resets,
    attempt_counters,
    clients,
    client_registrations,
    initial_access_tokens,
    used_assertions,
    pushed_requests,
    grants,
    oauth_refresh_tokens,
    consents,
    signing_keys,
    outbox,
    audit_log,
    projects,
    project_members,
    project_permissions,
    member_permissions,
    project_invites,
);
