package io.github.issuetagger.config;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.Locale;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * What the App logs, and in which format. Logs go to standard error, so that they do not mix with a
 * command's output.
 *
 * @param level the least severe level to log
 * @param format the format of each line
 */
public record LogConfig(Level level, Format format) {
  /** The severity of a log line. */
  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /** The format of a log line. */
  public enum Format {
    /** Plain text for people. */
    TEXT,
    /** One JSON object a line for machines. */
    JSON
  }

  /** Configures this process's log. {@code logback.xml} reads the properties that are set here. */
  public void apply() {
    System.setProperty("issuetagger.log.level", level.name());
    System.setProperty("issuetagger.log.format", format.name().toLowerCase(Locale.ROOT));
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      context.reset();
      try {
        new ContextInitializer(context).autoConfig();
      } catch (JoranException e) {
        throw new IllegalStateException("logback.xml is invalid", e);
      }
    }
  }
}
