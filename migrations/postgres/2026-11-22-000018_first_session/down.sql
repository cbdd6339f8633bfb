ALTER TABLE grants DROP COLUMN first_session_id;
