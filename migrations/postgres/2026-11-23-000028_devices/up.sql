-- Devices that wait for their persons (RFC 8628).
CREATE TABLE device_requests (
  code_digest      bytea       NOT NULL PRIMARY KEY,
  user_code_digest bytea       NOT NULL,
  client_id        uuid        NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  scopes           text        NOT NULL,
  state            text        NOT NULL CHECK (state IN ('pending', 'approved', 'denied')),
  interval_seconds integer     NOT NULL,
  polled_at        timestamptz,
  created_at       timestamptz NOT NULL,
  expires_at       timestamptz NOT NULL
);
CREATE UNIQUE INDEX device_requests_user_code_digest_key ON device_requests (user_code_digest);
CREATE INDEX device_requests_client_id_idx ON device_requests (client_id);
CREATE INDEX device_requests_expires_at_idx ON device_requests (expires_at);
