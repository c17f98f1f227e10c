package io.github.issuetagger.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The default settings, which are read once from {@code app/settings/defaults.yml}. */
final class DefaultSettings {
  static final String RESOURCE = "/app/settings/defaults.yml";

  /** Does nothing, so that a key that is missing from the file has no effect. */
  private static final RepositorySettings NOTHING =
      new RepositorySettings(
          LabelMode.OFF,
          new ScoreThresholds(1, 1),
          new PrecisionTargets(1, 1, false, false),
          1,
          new BehaviorSettings(true, true, false),
          new LabelFilter(List.of(), List.of(), List.of()),
          Map.of(),
          Map.of(),
          new CommandSettings(false, "/"));

  private static final RepositorySettings SHIPPED = read();

  private DefaultSettings() {}

  static RepositorySettings get() {
    return SHIPPED;
  }

  private static RepositorySettings read() {
    ParsedSettings parsed = new SettingsParser(NOTHING).parse(text());
    if (!parsed.sound()) {
      throw new IllegalStateException(RESOURCE + " is invalid: " + parsed.problems());
    }
    RepositorySettings settings = parsed.settings();
    LabelFilter filter = settings.filter();
    return new RepositorySettings(
        settings.mode(),
        settings.thresholds(),
        settings.precision().withoutThresholds(),
        settings.maxLabels(),
        settings.behavior(),
        new LabelFilter(filter.include(), List.of(), filter.exclude()),
        settings.labels(),
        settings.aliases(),
        settings.commands());
  }

  static String text() {
    try (InputStream in = DefaultSettings.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
