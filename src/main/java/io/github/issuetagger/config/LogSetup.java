package io.github.issuetagger.config;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.Locale;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Makes the log what the configuration says. {@code logback.xml} reads the properties set here. */
public final class LogSetup {
  private LogSetup() {}

  /** Applies the configuration to this process. */
  public static void apply(LogConfig config) {
    System.setProperty("issuetagger.log.level", config.level().name());
    System.setProperty("issuetagger.log.format", config.format().name().toLowerCase(Locale.ROOT));
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      context.reset();
      try {
        new ContextInitializer(context).autoConfig();
      } catch (JoranException e) {
        throw new IllegalStateException("the log's own configuration is broken", e);
      }
    }
  }
}
