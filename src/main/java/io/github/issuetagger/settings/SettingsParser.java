package io.github.issuetagger.settings;

import java.util.function.Function;

/**
 * Reads settings files. Never throws for what a file contains: everything that is wrong becomes a
 * {@link SettingsProblem}. Safe for use by many threads.
 */
public final class SettingsParser {
  private static final SettingsSchema SETTINGS =
      SettingsSchema.load("/app/settings/issue-tagger.schema.json");
  private static final SettingsSchema LEGACY =
      SettingsSchema.load("/app/settings/issue-label-bot.schema.json");

  private final RepositorySettings base;

  /** Creates a parser whose files override {@link RepositorySettings#defaults()}. */
  public SettingsParser() {
    this(RepositorySettings.defaults());
  }

  SettingsParser(RepositorySettings base) {
    this.base = base;
  }

  /** Reads an {@code issue-tagger.yml}. */
  public ParsedSettings parse(String yaml) {
    return parse(SettingsDocument.read(yaml), SETTINGS, SettingsReader::read);
  }

  /** Reads an {@code issue_label_bot.yaml}, the file of the former Issue-Label-Bot. */
  public ParsedSettings parseLegacy(String yaml) {
    SettingsDocument document = SettingsDocument.read(yaml);
    // The file belongs to another program, so its other keys are not checked.
    document.retainKeys(SettingsReader.LEGACY_KEYS);
    return parse(document, LEGACY, SettingsReader::readLegacy);
  }

  private ParsedSettings parse(
      SettingsDocument document,
      SettingsSchema schema,
      Function<SettingsReader, RepositorySettings> read) {
    schema.check(document);
    RepositorySettings settings = read.apply(new SettingsReader(document, base));
    return new ParsedSettings(settings, document.problems());
  }
}
