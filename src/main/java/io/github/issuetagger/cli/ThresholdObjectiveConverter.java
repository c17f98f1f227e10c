package io.github.issuetagger.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --objective}. */
final class ThresholdObjectiveConverter implements ITypeConverter<ThresholdObjective> {
  @Override
  public ThresholdObjective convert(String value) {
    try {
      return ThresholdObjective.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "'" + value + "' is neither f1 nor precision=P with P above 0 and up to 1");
    }
  }
}
