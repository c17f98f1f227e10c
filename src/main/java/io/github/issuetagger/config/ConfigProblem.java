package io.github.issuetagger.config;

/**
 * One thing that is wrong with the configuration. No part of it holds a secret's value.
 *
 * @param key the option's key in the configuration file
 * @param environmentName the option's name in the environment; empty for a key that no option has
 * @param problem what is wrong
 * @param mend how to mend it
 */
public record ConfigProblem(String key, String environmentName, String problem, String mend) {
  static ConfigProblem of(ConfigOption option, String problem, String mend) {
    return new ConfigProblem(option.key(), option.environmentName(), problem, mend);
  }

  /** The problem in one line. */
  @Override
  public String toString() {
    String name = environmentName.isEmpty() ? key : environmentName + " (" + key + ")";
    return name + ": " + problem + ". " + mend;
  }
}
