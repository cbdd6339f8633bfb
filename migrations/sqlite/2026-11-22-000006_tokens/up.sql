-- What the owner of a client says about its tokens: JSON, NULL for what is so by default. No statement looks into it.
ALTER TABLE clients ADD COLUMN tokens TEXT;
