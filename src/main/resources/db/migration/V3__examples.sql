-- What people and bots said about labels, what is kept of the issues that they said it about, and
-- how far a repository's past has been read. Times are milliseconds since the epoch, booleans 0 or
-- 1. Everything about a repository goes with its row in repositories.

-- Every word is kept; which one stands is asked when it is read.
CREATE TABLE examples (
  id            ${identity},
  repository_id BIGINT NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
  issue_number  INTEGER NOT NULL,
  label         TEXT NOT NULL,
  -- the name as names are compared; SQLite lowers ASCII letters only
  label_key     TEXT NOT NULL,
  belongs       INTEGER NOT NULL,
  source        VARCHAR(20) NOT NULL,
  how           VARCHAR(40) NOT NULL,
  said_at       BIGINT NOT NULL,
  UNIQUE (repository_id, issue_number, label_key, source, how, belongs, said_at)
);

CREATE INDEX examples_by_label ON examples (repository_id, label_key);

-- What is kept of an issue in place of its text.
CREATE TABLE known_issues (
  repository_id    BIGINT NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
  issue_number     INTEGER NOT NULL,
  created_at       BIGINT NOT NULL,
  -- whether it carried a label, whoever put it there, when it was last looked at
  labelled         INTEGER NOT NULL,
  not_planned      INTEGER NOT NULL,
  -- of the clean text; the following are all there or none
  text_sha256      VARCHAR(64),
  encoder          TEXT,
  -- 32-bit floats, the lowest byte first
  embedding        ${blob},
  features_version TEXT,
  features         ${blob},
  PRIMARY KEY (repository_id, issue_number)
);

-- How far each repository's past has been read.
CREATE TABLE past_readings (
  repository_id BIGINT NOT NULL PRIMARY KEY REFERENCES repositories (id) ON DELETE CASCADE,
  -- where to go on; nothing at the start and at the end
  next_page     TEXT,
  -- issues and pull requests seen, and of those the labelled issues that were entered
  seen          INTEGER NOT NULL,
  entered       INTEGER NOT NULL,
  finished_at   BIGINT
);

-- The labelling of a repository's past; what was done to each issue is in triage_runs.
CREATE TABLE backfills (
  id            VARCHAR(40) NOT NULL PRIMARY KEY,
  repository_id BIGINT NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
  started_at    BIGINT NOT NULL,
  finished_at   BIGINT,
  undone_at     BIGINT
);
