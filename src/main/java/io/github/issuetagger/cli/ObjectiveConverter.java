package io.github.issuetagger.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --objective}. */
final class ObjectiveConverter implements ITypeConverter<Objective> {
  @Override
  public Objective convert(String value) {
    try {
      return Objective.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "'" + value + "' is neither f1 nor precision=P with P above 0 and up to 1");
    }
  }
}
