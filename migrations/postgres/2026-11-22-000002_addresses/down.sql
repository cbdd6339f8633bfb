-- What was added since then can't be proven any more.
DELETE FROM emails WHERE verified_at IS NULL;
DROP TABLE address_codes;
ALTER TABLE users DROP COLUMN search_key;
