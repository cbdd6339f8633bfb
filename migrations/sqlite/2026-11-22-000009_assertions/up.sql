-- What clients sign with: the names of RFC 7591 in a JSON object; NULL: nothing.
ALTER TABLE clients ADD COLUMN keys TEXT;
-- The secret of a client that signs with it, sealed under the server key; NULL: the client sends its secret, or has none.
ALTER TABLE clients ADD COLUMN secret_sealed BLOB;

-- The assertions that clients authenticated by (RFC 7523), for as long as they could be sent again.
CREATE TABLE used_assertions (
  digest     BLOB    NOT NULL PRIMARY KEY, -- of the client and the jti
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX used_assertions_expires_at_idx ON used_assertions (expires_at);
