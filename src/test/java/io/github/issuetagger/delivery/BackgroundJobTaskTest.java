package io.github.issuetagger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import io.github.issuetagger.delivery.FailureClassifier.Verdict;
import io.github.issuetagger.store.TestDatabases;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A background job")
class BackgroundJobTaskTest {
  private final ManualClock clock = new ManualClock();
  private final List<String> steps = new ArrayList<>();
  private final Deque<Object> outcomes = new ArrayDeque<>();
  private Verdict verdict = new Verdict.RetryLater();
  private Database database;
  private ManualScheduler scheduler;

  private final BackgroundJob job = new BackgroundJob("sweep", this::step);

  private Optional<Duration> step(String subject) {
    steps.add(subject);
    Object outcome = outcomes.pop();
    if (outcome instanceof RuntimeException failure) {
      throw failure;
    }
    Duration pause = (Duration) outcome;
    return pause.isNegative() ? Optional.empty() : Optional.of(pause);
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    database = Database.open(TestDatabases.sqlite(folder));
    scheduler =
        TestHelper.createManualScheduler(
                database.dataSource(), new BackgroundJobTask(job, failure -> verdict, clock).task())
            .clock(new SettableClock())
            .build();
    scheduler.setTime(clock.instant());
    scheduler.scheduleIfNotExists(
        BackgroundJobTask.descriptor(job).instance("42").build(), clock.instant());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void workAfter(Duration pause) {
    clock.advance(pause);
    scheduler.setTime(clock.instant());
    scheduler.runAnyDueExecutions();
  }

  @Test
  @DisplayName("runs step by step, after each step's pause, until nothing is left")
  void steps() {
    outcomes.add(Duration.ofSeconds(2));
    outcomes.add(Duration.ofSeconds(-1));

    workAfter(Duration.ZERO);
    workAfter(Duration.ofSeconds(1));
    assertThat(steps).containsExactly("42");

    workAfter(Duration.ofSeconds(1));
    workAfter(Duration.ofDays(1));
    assertThat(steps).containsExactly("42", "42");
  }

  @Test
  @DisplayName("retries at the time that the failure gives")
  void retryAt() {
    verdict = new Verdict.RetryAt(clock.instant().plusSeconds(60));
    outcomes.add(new IllegalStateException("limit"));
    outcomes.add(Duration.ofSeconds(-1));

    workAfter(Duration.ZERO);
    workAfter(Duration.ofSeconds(59));
    assertThat(steps).hasSize(1);

    workAfter(Duration.ofSeconds(1));
    assertThat(steps).hasSize(2);
  }

  @Test
  @DisplayName("retries later after any other failure, and never after a refusal")
  void failures() {
    outcomes.add(new IllegalStateException("ill"));
    outcomes.add(new IllegalStateException("refused"));

    workAfter(Duration.ZERO);
    verdict = new Verdict.Never();
    workAfter(Duration.ofMinutes(5));
    assertThat(steps).hasSize(2);

    workAfter(Duration.ofDays(1));
    assertThat(steps).hasSize(2);
  }
}
