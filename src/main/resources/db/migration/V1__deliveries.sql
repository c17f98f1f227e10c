-- Placeholders (${blob}, ${timestamp}, ${identity}) stand for what SQLite and PostgreSQL name
-- differently. Our own times are milliseconds since the epoch, so that both compare them alike.

CREATE TABLE deliveries (
  guid          VARCHAR(100) NOT NULL PRIMARY KEY,
  event         VARCHAR(100) NOT NULL,
  received_at   BIGINT NOT NULL,
  status        VARCHAR(10) NOT NULL,
  attempts      INTEGER NOT NULL,
  postponements INTEGER NOT NULL,
  due_at        BIGINT,
  finished_at   BIGINT,
  reason        TEXT,
  stack         TEXT,
  -- Last, so that SQLite reads the other columns without walking through it.
  payload       ${blob} NOT NULL
);

CREATE INDEX deliveries_by_status ON deliveries (status, finished_at);
CREATE INDEX deliveries_by_arrival ON deliveries (received_at);

-- The queue: the columns and types that db-scheduler asks for.
CREATE TABLE scheduled_tasks (
  task_name            VARCHAR(100) NOT NULL,
  task_instance        VARCHAR(100) NOT NULL,
  task_data            ${blob},
  execution_time       ${timestamp},
  picked               BOOLEAN NOT NULL,
  picked_by            VARCHAR(50),
  last_success         ${timestamp},
  last_failure         ${timestamp},
  consecutive_failures INTEGER,
  last_heartbeat       ${timestamp},
  version              BIGINT NOT NULL,
  priority             SMALLINT,
  state                TEXT,
  PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
