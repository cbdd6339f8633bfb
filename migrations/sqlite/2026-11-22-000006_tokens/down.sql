ALTER TABLE clients DROP COLUMN tokens;
