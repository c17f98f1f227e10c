package io.github.issuetagger.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The Wilson interval")
class WilsonIntervalTest {
  /** By hand: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), with z = 1.28155. */
  @ParameterizedTest(name = "{0} of {1}: {2} to {3}")
  @CsvSource({
    "0, 5, 0, 0.2473",
    "2, 5, 0.1799, 0.6696",
    "17, 20, 0.7216, 0.9253",
    "50, 100, 0.4364, 0.5636"
  })
  @DisplayName("bounds a proportion from both sides")
  void bounds(int successes, int trials, double lower, double upper) {
    assertThat(WilsonInterval.lowerBound(successes, trials)).isCloseTo(lower, within(0.0005));
    assertThat(WilsonInterval.upperBound(successes, trials)).isCloseTo(upper, within(0.0005));
  }

  @Test
  @DisplayName("excludes nothing without trials")
  void noTrials() {
    assertThat(WilsonInterval.lowerBound(0, 0)).isZero();
    assertThat(WilsonInterval.upperBound(0, 0)).isEqualTo(1);
  }

  @Test
  @DisplayName("has an upper bound of exactly 1 if every trial succeeded")
  void everyTrialSucceeded() {
    assertThat(WilsonInterval.upperBound(7, 7)).isEqualTo(1);
  }
}
