-- The session that a client was told of. session_id is the one that the grant hangs on now, and goes with it.
ALTER TABLE grants ADD COLUMN first_session_id uuid;
UPDATE grants SET first_session_id = session_id;
