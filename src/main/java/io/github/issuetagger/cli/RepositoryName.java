package io.github.issuetagger.cli;

import io.github.issuetagger.domain.RepositoryRef;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A repository's name as {@code OWNER/REPO}. */
record RepositoryName(String owner, String name) {
  String full() {
    return owner + "/" + name;
  }

  /** Parses a name from the command line. */
  static final class Converter implements ITypeConverter<RepositoryName> {
    @Override
    public RepositoryName convert(String text) {
      List<String> parts = List.of(text.split("/", -1));
      try {
        RepositoryRef safe = new RepositoryRef(0, 0, parts.get(0), parts.get(parts.size() - 1));
        if (parts.size() == 2) {
          return new RepositoryName(safe.owner(), safe.name());
        }
      } catch (IllegalArgumentException e) {
        // Reported below.
      }
      throw new TypeConversionException("'" + text + "' is not OWNER/REPO");
    }
  }
}
