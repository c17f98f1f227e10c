package io.github.issuetagger.triage;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.github.SettingsFile;
import io.github.issuetagger.settings.ParsedSettings;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.settings.SettingsParser;
import io.github.issuetagger.store.LastGoodSettingsStore;
import io.github.issuetagger.store.LastGoodSettingsStore.Stored;
import io.github.issuetagger.triage.EffectiveSettings.Broken;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves a repository's settings. Falls back to the last valid file, or to the defaults, if the
 * file is broken.
 */
final class SettingsResolver {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsResolver.class);

  private final IssueReader reader;
  private final LastGoodSettingsStore lastGood;
  private final SettingsParser parser = new SettingsParser();

  SettingsResolver(IssueReader reader, LastGoodSettingsStore lastGood) {
    this.reader = reader;
    this.lastGood = lastGood;
  }

  /** Returns the settings that the repository has now. */
  EffectiveSettings resolve(RepositoryRef repository) {
    Optional<SettingsFile> file = reader.settings(repository);
    if (file.isEmpty()) {
      lastGood.forget(repository.id());
      return new EffectiveSettings(RepositorySettings.defaults(), "", Optional.empty());
    }
    ParsedSettings parsed = parse(file.get().legacy(), file.get().yaml());
    return parsed.sound()
        ? valid(repository, file.get(), parsed)
        : broken(repository, file.get(), parsed);
  }

  private EffectiveSettings valid(
      RepositoryRef repository, SettingsFile file, ParsedSettings parsed) {
    lastGood.save(repository.id(), new Stored(file.sha(), file.legacy(), file.yaml()));
    return new EffectiveSettings(parsed.settings(), file.sha(), Optional.empty());
  }

  private EffectiveSettings broken(
      RepositoryRef repository, SettingsFile file, ParsedSettings parsed) {
    // Parses the stored file again, because an update of the App may have made it invalid.
    Optional<Stored> stored =
        lastGood.find(repository.id()).filter(good -> parse(good.legacy(), good.yaml()).sound());
    RepositorySettings fallback =
        stored
            .map(good -> parse(good.legacy(), good.yaml()).settings())
            .orElseGet(RepositorySettings::defaults);
    LOG.warn(
        "the settings file has {} problems, the first in line {}; using {}",
        parsed.problems().size(),
        parsed.problems().get(0).line(),
        stored.isPresent() ? "its last valid version" : "the defaults");
    return new EffectiveSettings(
        fallback.heldBackBy(parsed.settings()),
        stored.map(Stored::sha).orElse(""),
        Optional.of(
            new Broken(file.location(), file.sha(), parsed.problems(), stored.isPresent())));
  }

  private ParsedSettings parse(boolean legacy, String yaml) {
    return legacy ? parser.parseLegacy(yaml) : parser.parse(yaml);
  }
}
