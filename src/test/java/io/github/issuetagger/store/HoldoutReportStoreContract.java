package io.github.issuetagger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.database.Database;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where it was told what was measured, on whichever database. */
abstract class HoldoutReportStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Database database;
  private RepositoryStore repositories;
  private HoldoutReportStore reports;

  abstract DatabaseConfig newDatabase();

  @BeforeEach
  void open() {
    database = Database.open(newDatabase());
    reports = new HoldoutReportStore(database.jdbi());
    repositories = new RepositoryStore(database.jdbi());
    repositories.seen(new RepositoryRef(7, 42, "octo", "hello"));
    repositories.seen(new RepositoryRef(7, 43, "octo", "world"));
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  @Test
  @DisplayName("one process at a time may claim it")
  void oneSetsOutAtATime() {
    assertThat(reports.claim(42, NOON)).isTrue();
    assertThat(reports.claim(42, NOON.plus(HoldoutReportStore.CLAIM).minusMillis(1))).isFalse();
    assertThat(reports.claim(43, NOON)).isTrue();
    assertThat(reports.isSettled(42)).isFalse();
  }

  @Test
  @DisplayName("another process may claim it once the claim is stale")
  void anotherDoesOnceTheFirstMustBeDead() {
    reports.claim(42, NOON);
    Instant later = NOON.plus(HoldoutReportStore.CLAIM);

    assertThat(reports.claim(42, later)).isTrue();
    assertThat(reports.claim(42, later)).isFalse();
  }

  @Test
  @DisplayName("a claim can be withdrawn")
  void aClaimCanBeGivenBack() {
    reports.claim(42, NOON);
    reports.withdraw(42);

    assertThat(reports.claim(42, NOON)).isTrue();
  }

  @Test
  @DisplayName("a posted or refused report is settled")
  void whatIsToldOrRefusedIsSettledForGood() {
    reports.claim(42, NOON);
    reports.markPosted(42, 8, NOON);
    reports.claim(43, NOON);
    reports.markRefused(43, NOON);

    for (long repository : new long[] {42, 43}) {
      reports.withdraw(repository);
      assertThat(reports.isSettled(repository)).isTrue();
      assertThat(reports.claim(repository, NOON.plus(HoldoutReportStore.CLAIM.multipliedBy(9))))
          .isFalse();
    }
  }

  @Test
  @DisplayName("is forgotten with its repository")
  void isForgottenWithItsRepository() {
    reports.claim(42, NOON);
    reports.markPosted(42, 8, NOON);

    repositories.forget(42);

    assertThat(reports.isSettled(42)).isFalse();
  }
}
