-- What happens at a client when somebody signs out, as JSON. NULL: nothing.
ALTER TABLE clients ADD COLUMN logout TEXT;
