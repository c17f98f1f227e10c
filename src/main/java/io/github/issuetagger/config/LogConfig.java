package io.github.issuetagger.config;

/**
 * What is logged, and how. Logs go to the standard error stream, so that a command's output stays
 * its own.
 *
 * @param level the least important level that is logged
 * @param format plain lines for people, or one JSON object a line for machines
 */
public record LogConfig(Level level, Format format) {
  /** How important a line must be. */
  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /** The form of a line. */
  public enum Format {
    TEXT,
    JSON
  }
}
