DROP TABLE used_assertions;
DELETE FROM clients WHERE auth_method IN ('client_secret_jwt', 'private_key_jwt');
ALTER TABLE clients DROP COLUMN secret_sealed;
ALTER TABLE clients DROP COLUMN keys;
