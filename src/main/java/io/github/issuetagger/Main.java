package io.github.issuetagger;

import io.github.issuetagger.cli.CommandLineFactory;
import java.nio.file.Path;

/** The program's entry point. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    System.exit(CommandLineFactory.create(System.getenv(), Path.of("")).execute(args));
  }
}
