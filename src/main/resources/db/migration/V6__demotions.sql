-- Labels that the App was wrong about too often of late, so that it does less with them than the
-- settings allow. Times are milliseconds since the epoch. Everything about a repository goes with its
-- row in repositories.

CREATE TABLE demotions (
  repository_id BIGINT NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
  -- the name in lower case
  label_key     TEXT NOT NULL,
  -- what it does no longer
  standing      TEXT NOT NULL,
  changed_at    BIGINT NOT NULL,
  PRIMARY KEY (repository_id, label_key)
);

-- What came of the latest runs is asked before each plan.
CREATE INDEX triage_runs_by_time ON triage_runs (repository_id, created_at);
CREATE INDEX examples_by_time ON examples (repository_id, said_at);
