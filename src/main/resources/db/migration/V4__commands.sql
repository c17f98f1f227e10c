-- What people asked for by commands in comments. Times are milliseconds since the epoch, booleans 0
-- or 1. Everything about a repository goes with its row in repositories.

CREATE TABLE paused_issues (
  repository_id BIGINT NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
  issue_number  INTEGER NOT NULL,
  PRIMARY KEY (repository_id, issue_number)
);

-- Which labels people want on an issue, and which they do not. GitHub's history cannot tell: there,
-- what the App does at somebody's word looks like its own doing.
CREATE TABLE label_wishes (
  repository_id BIGINT NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
  issue_number  INTEGER NOT NULL,
  -- the name in lower case
  label_key     TEXT NOT NULL,
  wanted        INTEGER NOT NULL,
  PRIMARY KEY (repository_id, issue_number, label_key)
);

-- The commands that are carried out, so that a delivery that is tried again skips them.
CREATE TABLE executed_commands (
  delivery_guid TEXT NOT NULL,
  -- which of the comment's commands, from 0
  position      INTEGER NOT NULL,
  repository_id BIGINT NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
  outcome       TEXT NOT NULL,
  -- what is to be told about it; empty once it is told
  answer        TEXT NOT NULL,
  executed_at   BIGINT NOT NULL,
  PRIMARY KEY (delivery_guid, position)
);
