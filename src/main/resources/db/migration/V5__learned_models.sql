-- What was learnt about each repository, version by version. A model is not stored: it is learnt
-- again, in seconds, from the same words of the ledger and what is kept of their issues. Times are
-- milliseconds since the epoch.

CREATE TABLE learned_versions (
  repository_id BIGINT NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
  version       INTEGER NOT NULL,
  created_at    BIGINT NOT NULL,
  -- name and version of what read the issues
  encoder       TEXT NOT NULL,
  -- the last word, by examples.id, that was learnt from
  last_word     BIGINT NOT NULL,
  -- issues and labels learnt from
  examples      INTEGER NOT NULL,
  labels        INTEGER NOT NULL,
  -- on the newest fifth of them, after learning from the others
  log_loss      DOUBLE PRECISION NOT NULL,
  micro_f1      DOUBLE PRECISION NOT NULL,
  state         VARCHAR(20) NOT NULL,
  why           TEXT NOT NULL,
  PRIMARY KEY (repository_id, version)
);
