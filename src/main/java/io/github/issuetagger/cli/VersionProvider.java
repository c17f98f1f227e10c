package io.github.issuetagger.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version, from the jar's manifest. */
final class VersionProvider implements IVersionProvider {
  static String current() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "issue-tagger " + current(), "Java " + Runtime.version(),
    };
  }
}
