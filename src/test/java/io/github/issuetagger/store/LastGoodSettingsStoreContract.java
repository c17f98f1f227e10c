package io.github.issuetagger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.LastGoodSettingsStore.Stored;
import io.github.issuetagger.store.database.Database;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The last good settings and the notice of broken ones, on whichever database. */
abstract class LastGoodSettingsStoreContract {
  private Database database;
  private LastGoodSettingsStore settings;

  abstract DatabaseConfig newDatabase();

  @BeforeEach
  void open() {
    database = Database.open(newDatabase());
    settings = new LastGoodSettingsStore(database.jdbi());
    RepositoryStore repositories = new RepositoryStore(database.jdbi());
    for (long id : List.of(42L, 43L)) {
      repositories.seen(new RepositoryRef(7, id, "octo", "r" + id));
    }
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  @Nested
  class The_last_good_settings {
    private final Stored good = new Stored("sha-good", false, "mode: apply");

    @Test
    void are_kept_by_repository() {
      assertThat(settings.find(42)).isEmpty();

      settings.save(42, good);
      settings.save(42, new Stored("sha-better", true, "label-alias:"));

      assertThat(settings.find(42)).contains(new Stored("sha-better", true, "label-alias:"));
      assertThat(settings.find(43)).isEmpty();
    }

    @Test
    void are_forgotten_with_the_file() {
      settings.save(42, good);
      settings.forget(42);

      assertThat(settings.find(42)).isEmpty();
    }

    @Test
    void stay_when_a_broken_file_is_told_of() {
      settings.save(42, good);
      settings.claimNotice(42, "sha-broken", 5);

      assertThat(settings.find(42)).contains(good);
    }
  }

  @Nested
  class The_notice_of_a_broken_file {
    @Test
    void is_for_one_issue_however_often_that_one_is_tried() {
      assertThat(settings.claimNotice(42, "broken", 5)).isTrue();
      assertThat(settings.claimNotice(42, "broken", 5)).isTrue();
      assertThat(settings.claimNotice(42, "broken", 6)).isFalse();
      assertThat(settings.claimNotice(43, "broken", 6)).isTrue();
    }

    @Test
    void comes_again_when_the_file_breaks_in_another_way() {
      settings.claimNotice(42, "broken", 5);

      assertThat(settings.claimNotice(42, "otherwise broken", 6)).isTrue();
    }

    @Test
    void comes_again_when_the_file_was_sound_in_between() {
      Stored good = new Stored("sha-good", false, "mode: apply");
      settings.save(42, good);
      settings.claimNotice(42, "broken", 5);
      settings.save(42, good);

      assertThat(settings.claimNotice(42, "broken", 6)).isTrue();
    }

    @Test
    void can_be_given_back() {
      settings.claimNotice(42, "broken", 5);
      settings.withdrawNotice(42, "broken");

      assertThat(settings.claimNotice(42, "broken", 6)).isTrue();
    }
  }
}
