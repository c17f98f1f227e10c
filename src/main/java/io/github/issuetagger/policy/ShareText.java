package io.github.issuetagger.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Says a share in words. */
final class ShareText {
  /** Nobody asks for more of a precision. */
  private static final int DIGITS = 4;

  private ShareText() {}

  /** For example {@code 9 times of 10} for 0.9 and {@code 85 times of 100} for 0.85. */
  static String inWords(double share) {
    BigDecimal rounded =
        BigDecimal.valueOf(share).setScale(DIGITS, RoundingMode.DOWN).stripTrailingZeros();
    BigDecimal of = BigDecimal.TEN.pow(Math.max(1, rounded.scale()));
    return rounded.multiply(of).toBigInteger() + " times of " + of.toBigInteger();
  }
}
