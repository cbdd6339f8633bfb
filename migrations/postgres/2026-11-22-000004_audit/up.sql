-- Refers to nothing: entries outlive what they are about.
CREATE TABLE audit_log (
  id          uuid        NOT NULL PRIMARY KEY,
  created_at  timestamptz NOT NULL,
  actor_id    uuid,                            -- who did it, if they had proved who they are
  person_id   uuid,                            -- whose own activity shows it
  project_id  uuid,                            -- whose managers see it
  action      text        NOT NULL,
  target_kind text,
  target_id   uuid,
  details     text        NOT NULL,            -- JSON; nothing personal
  address_key text,                            -- the mail address that it is about, in lower case
  ip          text,
  user_agent  text
);
CREATE INDEX audit_log_person_id_idx ON audit_log (person_id, created_at, id);
CREATE INDEX audit_log_project_id_idx ON audit_log (project_id, created_at, id) WHERE project_id IS NOT NULL;
CREATE INDEX audit_log_created_at_idx ON audit_log (created_at);
-- What else knows of a person, for the day they go.
CREATE INDEX audit_log_actor_id_idx ON audit_log (actor_id)
  WHERE actor_id IS NOT NULL AND (person_id IS NULL OR person_id <> actor_id);
CREATE INDEX audit_log_address_key_idx ON audit_log (address_key) WHERE address_key IS NOT NULL;
