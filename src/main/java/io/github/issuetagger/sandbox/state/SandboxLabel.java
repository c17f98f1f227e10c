package io.github.issuetagger.sandbox.state;

/**
 * A repository's label.
 *
 * @param color six hexadecimal digits without {@code #}
 * @param description may be empty
 */
public record SandboxLabel(long id, String name, String color, String description) {
  /** The color of labels that GitHub creates on its own. */
  static final String DEFAULT_COLOR = "ededed";

  /** Returns true if dark text has more contrast on this label's color than white text. */
  public boolean light() {
    int rgb = Integer.parseInt(color, 16);
    double luminance =
        0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) + 0.0722 * channel(rgb);
    // Where black and white text have the same WCAG contrast: sqrt(1.05 * 0.05) - 0.05.
    return luminance > 0.179;
  }

  /** Returns the linear value of one sRGB channel, as defined by WCAG. */
  private static double channel(int value) {
    double s = (value & 0xff) / 255.0;
    return s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4);
  }
}
