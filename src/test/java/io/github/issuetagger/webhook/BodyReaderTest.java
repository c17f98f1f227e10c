package io.github.issuetagger.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.webhook.BodyReader.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A body")
class BodyReaderTest {
  private static final int LIMIT = 1024 * 1024;

  private final BodyReader reader = new BodyReader(LIMIT);
  private final BodyMemory memory = new BodyMemory(2L * LIMIT);

  private Body read(int size, long announced, BodyMemory.Claim claim) throws IOException {
    return reader.read(new ByteArrayInputStream(new byte[size]), announced, claim);
  }

  @Test
  void isReadWholeUpToTheLimit() throws IOException {
    try (BodyMemory.Claim claim = memory.open()) {
      assertThat(((Body.Whole) read(LIMIT, LIMIT, claim)).bytes()).hasSize(LIMIT);
      assertThat(((Body.Whole) read(0, 0, claim)).bytes()).isEmpty();
    }
  }

  @Test
  void isRefusedOverTheLimitWhateverWasAnnounced() throws IOException {
    try (BodyMemory.Claim claim = memory.open()) {
      assertThat(read(LIMIT + 1, LIMIT + 1, claim)).isInstanceOf(Body.TooLarge.class);
      assertThat(read(LIMIT + 1, -1, claim)).isInstanceOf(Body.TooLarge.class);
      assertThat(read(LIMIT + 1, 5, claim)).isInstanceOf(Body.TooLarge.class);
      assertThat(read(1, Long.MAX_VALUE, claim)).isInstanceOf(Body.TooLarge.class);
    }
  }

  @Test
  void isNotReadFurtherThanTwiceTheLimit() throws IOException {
    ByteArrayInputStream endless = new ByteArrayInputStream(new byte[5 * LIMIT]);
    try (BodyMemory.Claim claim = memory.open()) {
      reader.read(endless, -1, claim);
    }

    assertThat(endless.available()).isGreaterThan(2 * LIMIT);
  }

  @Test
  void isRefusedWhileOthersHoldTheMemoryUnlessItIsSmall() throws IOException {
    try (BodyMemory.Claim claim = memory.open()) {
      try (BodyMemory.Claim one = memory.open();
          BodyMemory.Claim other = memory.open()) {
        assertThat(read(LIMIT, LIMIT, one)).isInstanceOf(Body.Whole.class);
        assertThat(read(LIMIT, LIMIT, other)).isInstanceOf(Body.Whole.class);
        assertThat(read(LIMIT, LIMIT, claim)).isInstanceOf(Body.NoRoom.class);
        assertThat(read(30_000, 30_000, claim)).isInstanceOf(Body.Whole.class);
      }
      assertThat(read(LIMIT, LIMIT, claim)).isInstanceOf(Body.Whole.class);
    }
  }
}
