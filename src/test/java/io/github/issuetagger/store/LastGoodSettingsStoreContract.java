package io.github.issuetagger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.LastGoodSettingsStore.Stored;
import io.github.issuetagger.store.database.Database;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
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
  @DisplayName("The last good settings")
  class TheLastGoodSettings {
    private final Stored good = new Stored("sha-good", false, "mode: apply");

    @Test
    @DisplayName("are kept by repository")
    void areKeptByRepository() {
      assertThat(settings.find(42)).isEmpty();

      settings.save(42, good);
      settings.save(42, new Stored("sha-better", true, "label-alias:"));

      assertThat(settings.find(42)).contains(new Stored("sha-better", true, "label-alias:"));
      assertThat(settings.find(43)).isEmpty();
    }

    @Test
    @DisplayName("are forgotten with the file")
    void areForgottenWithTheFile() {
      settings.save(42, good);
      settings.forget(42);

      assertThat(settings.find(42)).isEmpty();
    }

    @Test
    @DisplayName("stay when an invalid file is reported")
    void stayWhenABrokenFileIsToldOf() {
      settings.save(42, good);
      settings.claimNotice(42, "sha-broken", 5);

      assertThat(settings.find(42)).contains(good);
    }
  }

  @Nested
  @DisplayName("The notice of a broken file")
  class TheNoticeOfABrokenFile {
    @Test
    @DisplayName("is for one issue however often that one is tried")
    void isForOneIssueHoweverOftenThatOneIsTried() {
      assertThat(settings.claimNotice(42, "broken", 5)).isTrue();
      assertThat(settings.claimNotice(42, "broken", 5)).isTrue();
      assertThat(settings.claimNotice(42, "broken", 6)).isFalse();
      assertThat(settings.claimNotice(43, "broken", 6)).isTrue();
    }

    @Test
    @DisplayName("is repeated if the file becomes invalid in another way")
    void comesAgainWhenTheFileBreaksInAnotherWay() {
      settings.claimNotice(42, "broken", 5);

      assertThat(settings.claimNotice(42, "otherwise broken", 6)).isTrue();
    }

    @Test
    @DisplayName("is repeated if the file was valid in between")
    void comesAgainWhenTheFileWasSoundInBetween() {
      Stored good = new Stored("sha-good", false, "mode: apply");
      settings.save(42, good);
      settings.claimNotice(42, "broken", 5);
      settings.save(42, good);

      assertThat(settings.claimNotice(42, "broken", 6)).isTrue();
    }

    @Test
    @DisplayName("can be released")
    void canBeGivenBack() {
      settings.claimNotice(42, "broken", 5);
      settings.withdrawNotice(42, "broken");

      assertThat(settings.claimNotice(42, "broken", 6)).isTrue();
    }
  }
}
