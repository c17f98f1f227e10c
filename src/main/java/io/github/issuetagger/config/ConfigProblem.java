package io.github.issuetagger.config;

/**
 * A problem of the configuration. Never contains the value of a secret.
 *
 * @param key the option's key in the configuration file
 * @param environmentName the option's name in the environment; empty for an unknown key
 * @param problem what is wrong
 * @param fix how to fix it
 */
public record ConfigProblem(String key, String environmentName, String problem, String fix) {
  static ConfigProblem of(ConfigOption option, String problem, String fix) {
    return new ConfigProblem(option.key(), option.environmentName(), problem, fix);
  }

  /** Returns the problem in one line. */
  @Override
  public String toString() {
    String name = environmentName.isEmpty() ? key : environmentName + " (" + key + ")";
    return name + ": " + problem + ". " + fix;
  }
}
