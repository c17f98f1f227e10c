-- What the App did, and what it has to remember to do it well. Times are milliseconds since the
-- epoch, booleans 0 or 1. Everything about a repository goes with its row in repositories.

CREATE TABLE repositories (
  id              BIGINT NOT NULL PRIMARY KEY,
  installation_id BIGINT NOT NULL,
  owner           TEXT NOT NULL,
  name            TEXT NOT NULL
);

CREATE INDEX repositories_by_installation ON repositories (installation_id);

CREATE TABLE triage_runs (
  id            TEXT NOT NULL PRIMARY KEY,
  delivery_guid TEXT NOT NULL UNIQUE,
  repository_id BIGINT NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
  issue_number  INTEGER NOT NULL,
  -- why the run came to be: opened, reopened, …
  cause         TEXT NOT NULL,
  -- what spoke and under which settings; empty until there is a plan
  rung          TEXT NOT NULL,
  bundle        TEXT NOT NULL,
  settings_sha  TEXT NOT NULL,
  dry_run       INTEGER NOT NULL,
  created_at    BIGINT NOT NULL,
  finished_at   BIGINT,
  result        TEXT
);

CREATE INDEX triage_runs_by_issue ON triage_runs (repository_id, issue_number);

CREATE TABLE triage_actions (
  run_id     TEXT NOT NULL REFERENCES triage_runs (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL,
  -- empty for a comment
  label      TEXT NOT NULL,
  score      DOUBLE PRECISION NOT NULL,
  threshold  DOUBLE PRECISION NOT NULL,
  reason     TEXT NOT NULL,
  status     TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (run_id, kind, label)
);

CREATE TABLE issue_comments (
  repository_id BIGINT NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
  issue_number  INTEGER NOT NULL,
  comment_id    BIGINT NOT NULL,
  PRIMARY KEY (repository_id, issue_number)
);

CREATE TABLE repository_settings (
  repository_id BIGINT NOT NULL PRIMARY KEY REFERENCES repositories (id) ON DELETE CASCADE,
  -- the last settings file that was sound
  good_sha      TEXT,
  good_legacy   INTEGER,
  good_yaml     TEXT,
  -- the broken file that the maintainers were told of, and on which issue
  told_sha      TEXT,
  told_issue    INTEGER
);

-- One worker at a time on an issue, across processes.
CREATE TABLE issue_leases (
  repository_id BIGINT NOT NULL,
  issue_number  INTEGER NOT NULL,
  holder        TEXT NOT NULL,
  held_until    BIGINT NOT NULL,
  PRIMARY KEY (repository_id, issue_number)
);
