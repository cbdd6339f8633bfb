-- How a client's authorization requests have to come: the names of RFC 9126 and RFC 9101 in a JSON object; NULL: anyhow.
ALTER TABLE clients ADD COLUMN requests text;

-- Authorization requests that clients pushed (RFC 9126), until a code came of them.
CREATE TABLE pushed_requests (
  digest     bytea       NOT NULL PRIMARY KEY, -- of the request_uri
  client_id  uuid        NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  params     text        NOT NULL,             -- a query
  opened_at  timestamptz,                      -- when a person saw it first
  expires_at timestamptz NOT NULL
);
CREATE INDEX pushed_requests_client_id_idx ON pushed_requests (client_id);
CREATE INDEX pushed_requests_expires_at_idx ON pushed_requests (expires_at);
