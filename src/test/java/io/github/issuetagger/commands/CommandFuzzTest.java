package io.github.issuetagger.commands;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/**
 * Looks for comments that break the properties, until its time is over; runs by itself, since it
 * instruments all that is loaded after it. CONTRIBUTING.md tells how.
 */
@Tag("fuzz")
class CommandFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void comments(byte[] input) {
    CommandProperties.hold(new String(input, StandardCharsets.UTF_8));
  }
}
