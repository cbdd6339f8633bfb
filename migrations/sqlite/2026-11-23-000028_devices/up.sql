-- Devices that wait for their persons (RFC 8628).
CREATE TABLE device_requests (
  code_digest      BLOB    NOT NULL PRIMARY KEY,
  user_code_digest BLOB    NOT NULL,
  client_id        BLOB    NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  scopes           TEXT    NOT NULL,
  state            TEXT    NOT NULL CHECK (state IN ('pending', 'approved', 'denied')),
  interval_seconds INTEGER NOT NULL,
  polled_at        INTEGER,
  created_at       INTEGER NOT NULL,
  expires_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX device_requests_user_code_digest_key ON device_requests (user_code_digest);
CREATE INDEX device_requests_client_id_idx ON device_requests (client_id);
CREATE INDEX device_requests_expires_at_idx ON device_requests (expires_at);
