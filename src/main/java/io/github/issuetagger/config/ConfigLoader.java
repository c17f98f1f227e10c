package io.github.issuetagger.config;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Loads the configuration. The first of these sources that has an option decides it: the
 * environment; the file that {@code ISSUE_TAGGER_CONFIG} names; {@code .env} in the working folder;
 * the default. Blank values count as absent, because containers pass unset variables as empty ones.
 *
 * <p>Every method throws a {@link ConfigException} that lists all problems at once.
 */
public final class ConfigLoader {
  private final Map<String, String> environment;
  private final Path workingFolder;

  /**
   * @param environment the process's environment
   * @param workingFolder the folder that may have a {@code .env}, and that relative paths start
   *     from
   */
  public ConfigLoader(Map<String, String> environment, Path workingFolder) {
    this.environment = Map.copyOf(environment);
    this.workingFolder = workingFolder.toAbsolutePath().normalize();
  }

  /** Returns a loader in which the command line overrides one option. */
  public ConfigLoader with(ConfigOption option, String text) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put(option.environmentName(), text);
    return new ConfigLoader(changed, workingFolder);
  }

  /** Loads everything that {@code serve} needs. */
  public AppConfig loadAll() {
    return load(
        sections -> {
          Optional<GitHubConfig> gitHub = sections.gitHub();
          Optional<ServerConfig> server = sections.server();
          Optional<Path> dataDir = sections.dataDir();
          Optional<DatabaseConfig> database = sections.database();
          Optional<DeliveryConfig> delivery = sections.delivery();
          Optional<ModelConfig> model = sections.model();
          Optional<LogConfig> log = sections.log();
          return dataDir.isEmpty()
                  || server.isEmpty()
                  || gitHub.isEmpty()
                  || database.isEmpty()
                  || delivery.isEmpty()
                  || model.isEmpty()
                  || log.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new AppConfig(
                      dataDir.get(),
                      server.get(),
                      gitHub.get(),
                      database.get(),
                      delivery.get(),
                      model.get(),
                      log.get()));
        });
  }

  /** Loads only the database, for commands that need no App. */
  public DatabaseConfig loadDatabase() {
    return load(ConfigSections::database);
  }

  /** Loads only the folder where the App stores its data. */
  public Path loadDataDir() {
    return load(ConfigSections::dataDir);
  }

  /** Loads only the HTTP server. */
  public ServerConfig loadServer() {
    return load(ConfigSections::server);
  }

  /** Loads only the access to GitHub. */
  public GitHubConfig loadGitHub() {
    return load(ConfigSections::gitHub);
  }

  /** Loads only the model, for commands that predict and store nothing. */
  public ModelConfig loadModel() {
    return load(ConfigSections::model);
  }

  private <T> T load(Function<ConfigSections, Optional<T>> reader) {
    ConfigProblems problems = new ConfigProblems();
    ConfigValues values = new ConfigValues(texts(problems), workingFolder, problems);
    Optional<T> loaded = reader.apply(new ConfigSections(values, problems));
    problems.throwIfAny();
    return loaded.orElseThrow();
  }

  private Map<ConfigOption, String> texts(ConfigProblems problems) {
    Map<String, String> dotenv = dotenv(problems);
    Map<String, String> file =
        given(environment, ConfigOption.FILE_VARIABLE)
            .or(() -> given(dotenv, ConfigOption.FILE_VARIABLE))
            .map(name -> new ConfigFile(workingFolder.resolve(name), problems).read())
            .orElse(Map.of());
    Map<ConfigOption, String> texts = new EnumMap<>(ConfigOption.class);
    for (ConfigOption option : ConfigOption.values()) {
      given(environment, option.environmentName())
          .or(() -> given(file, option.key()))
          .or(() -> given(dotenv, option.environmentName()))
          .ifPresent(text -> texts.put(option, text));
    }
    return texts;
  }

  private Map<String, String> dotenv(ConfigProblems problems) {
    try {
      return Dotenv.configure()
          .directory(workingFolder.toString())
          .ignoreIfMissing()
          .load()
          .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
          .stream()
          .collect(
              Collectors.toMap(
                  DotenvEntry::getKey, DotenvEntry::getValue, (first, second) -> second));
    } catch (DotenvException e) {
      // Leave its message out, because it quotes the line, which may contain a secret.
      problems.add(
          new ConfigProblem(
              ".env",
              "",
              "has a line that is not NAME=VALUE",
              "Fix or remove " + workingFolder.resolve(".env")));
      return Map.of();
    }
  }

  private static Optional<String> given(Map<String, String> texts, String name) {
    return Optional.ofNullable(texts.get(name)).filter(text -> !text.isBlank()).map(String::strip);
  }
}
