-- What a client asked for claim by claim, as a JSON object; NULL is nothing beside its scopes.
ALTER TABLE grants ADD COLUMN claims text;
