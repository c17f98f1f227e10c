-- Where it was told, in an issue, what was measured on the repository's past. Times are milliseconds
-- since the epoch. Everything about a repository goes with its row in repositories.

CREATE TABLE past_reports (
  repository_id BIGINT NOT NULL PRIMARY KEY REFERENCES repositories (id) ON DELETE CASCADE,
  -- when somebody last set out to tell it
  claimed_at    BIGINT NOT NULL,
  -- when that came to an end; nothing until then
  finished_at   BIGINT,
  -- the issue that tells it; nothing where GitHub refused it
  issue_number  INTEGER
);
