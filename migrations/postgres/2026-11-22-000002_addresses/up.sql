CREATE TABLE address_codes (
  email_id    uuid        NOT NULL PRIMARY KEY REFERENCES emails (id) ON DELETE CASCADE,
  code_digest bytea       NOT NULL,
  attempts    integer     NOT NULL,
  sent_at     timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL
);
CREATE INDEX address_codes_expires_at_idx ON address_codes (expires_at);
