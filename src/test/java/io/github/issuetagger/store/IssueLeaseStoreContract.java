package io.github.issuetagger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.IssueLeaseStore.Lease;
import io.github.issuetagger.store.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A lease on an issue, on whichever database. */
abstract class IssueLeaseStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final RepositoryRef REPOSITORY = new RepositoryRef(7, 42, "octo", "hello");
  private static final RepositoryRef OTHER = new RepositoryRef(7, 43, "octo", "world");

  private final MovingClock clock = new MovingClock();
  private Database database;
  private IssueLeaseStore leases;

  abstract DatabaseConfig newDatabase();

  private static final class MovingClock extends Clock {
    private Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeEach
  void open() {
    database = Database.open(newDatabase());
    leases = new IssueLeaseStore(database.jdbi(), clock);
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  @Test
  @DisplayName("excludes others until it is released")
  void keepsOthersOutUntilItIsGivenBack() {
    Lease lease = leases.tryAcquire(REPOSITORY, 5).orElseThrow();

    assertThat(leases.tryAcquire(REPOSITORY, 5)).isEmpty();
    assertThat(leases.tryAcquire(REPOSITORY, 6)).isPresent();
    assertThat(leases.tryAcquire(OTHER, 5)).isPresent();

    lease.close();
    assertThat(leases.tryAcquire(REPOSITORY, 5)).isPresent();
  }

  @Test
  @DisplayName("runs out")
  void runsOut() {
    Lease lost = leases.tryAcquire(REPOSITORY, 5).orElseThrow();
    clock.now = NOON.plus(IssueLeaseStore.DURATION);

    Optional<Lease> next = leases.tryAcquire(REPOSITORY, 5);

    assertThat(next).isPresent();
    assertThat(lost.renew()).isFalse();
    lost.close();
    assertThat(leases.tryAcquire(REPOSITORY, 5)).isEmpty();
    assertThat(next.get().renew()).isTrue();
  }

  @Test
  @DisplayName("lasts longer when renewed")
  void lastsLongerWhenRenewed() {
    Lease lease = leases.tryAcquire(REPOSITORY, 5).orElseThrow();
    clock.now = NOON.plus(Duration.ofSeconds(90));
    assertThat(lease.renew()).isTrue();
    clock.now = NOON.plus(Duration.ofSeconds(180));

    assertThat(leases.tryAcquire(REPOSITORY, 5)).isEmpty();
  }

  @Test
  @DisplayName("ends with all others when the only process starts")
  void endsWithAllOthersWhenTheOnlyProcessStarts() {
    assertThat(leases.tryAcquire(REPOSITORY, 5)).isPresent();

    leases.releaseAll();

    assertThat(leases.tryAcquire(REPOSITORY, 5)).isPresent();
  }

  @Test
  @DisplayName("goes to one of many")
  void goesToOneOfMany() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Optional<Lease>>> rush = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        rush.add(() -> leases.tryAcquire(REPOSITORY, 5));
      }
      int winners = 0;
      for (Future<Optional<Lease>> taken : threads.invokeAll(rush)) {
        winners += taken.get().isPresent() ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }
}
