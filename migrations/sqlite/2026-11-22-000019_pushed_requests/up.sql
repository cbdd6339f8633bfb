-- How a client's authorization requests have to come: the names of RFC 9126 and RFC 9101 in a JSON object; NULL: anyhow.
ALTER TABLE clients ADD COLUMN requests TEXT;

-- Authorization requests that clients pushed (RFC 9126), until a code came of them.
CREATE TABLE pushed_requests (
  digest     BLOB    NOT NULL PRIMARY KEY, -- of the request_uri
  client_id  BLOB    NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  params     TEXT    NOT NULL,             -- a query
  opened_at  INTEGER,                      -- when a person saw it first
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX pushed_requests_client_id_idx ON pushed_requests (client_id);
CREATE INDEX pushed_requests_expires_at_idx ON pushed_requests (expires_at);
