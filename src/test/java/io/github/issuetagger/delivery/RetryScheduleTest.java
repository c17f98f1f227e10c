package io.github.issuetagger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.DeliveryConfig;
import io.github.issuetagger.delivery.FailureClassifier.Verdict;
import io.github.issuetagger.delivery.RetrySchedule.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The retry schedule")
class RetryScheduleTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final DeliveryConfig DEFAULTS =
      new DeliveryConfig(4, 6, Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofSeconds(20));

  private final RetrySchedule schedule = new RetrySchedule(DEFAULTS, new Random(7));

  private static Duration pause(Step step) {
    return Duration.between(NOW, ((Step.Again) step).due());
  }

  @Test
  void triesSixTimesOverAboutAnHour() {
    List<Duration> pauses = new ArrayList<>();
    Step step = schedule.after(new Verdict.RetryLater(), 0, 0, NOW);
    while (step instanceof Step.Again again) {
      pauses.add(pause(again));
      step = schedule.after(new Verdict.RetryLater(), again.attempts(), 0, NOW);
    }

    assertThat(step).isEqualTo(new Step.GiveUp(6));
    assertThat(pauses).hasSize(5);
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofMinutes(48), Duration.ofMinutes(73));
  }

  @ParameterizedTest
  @CsvSource({"0, 30", "1, 90", "2, 270", "3, 810", "4, 2430"})
  void pausesThreeTimesLongerEachTimeGiveOrTakeAFifth(int failedBefore, int seconds) {
    for (int i = 0; i < 1000; i++) {
      assertThat(pause(schedule.after(new Verdict.RetryLater(), failedBefore, 0, NOW)))
          .isBetween(Duration.ofMillis(seconds * 800L), Duration.ofMillis(seconds * 1200L));
    }
  }

  @Test
  void isTheSameForTheSameSeed() {
    RetrySchedule other = new RetrySchedule(DEFAULTS, new Random(7));

    assertThat(schedule.after(new Verdict.RetryLater(), 2, 0, NOW))
        .isEqualTo(other.after(new Verdict.RetryLater(), 2, 0, NOW));
  }

  @Test
  void neverPausesLongerThanADay() {
    DeliveryConfig patient =
        new DeliveryConfig(1, 20, Duration.ofHours(1), Duration.ofDays(30), Duration.ZERO);

    assertThat(
            pause(
                new RetrySchedule(patient, new Random(7))
                    .after(new Verdict.RetryLater(), 18, 0, NOW)))
        .isEqualTo(Duration.ofDays(1));
  }

  @Test
  void givesUpAtOnceWhenNothingHelps() {
    assertThat(schedule.after(new Verdict.Never(), 0, 0, NOW)).isEqualTo(new Step.GiveUp(1));
  }

  @Test
  void comesBackShortlyAfterTheTimeThatGitHubNames() {
    Instant named = NOW.plusSeconds(60);

    Step.Again step = (Step.Again) schedule.after(new Verdict.RetryAt(named), 5, 3, NOW);

    assertThat(step.due()).isBetween(named, named.plusSeconds(12));
    assertThat(step.attempts()).isEqualTo(5);
    assertThat(step.postponements()).isEqualTo(4);
  }

  @Test
  void keepsTheNamedTimeInBounds() {
    assertThat(pause(schedule.after(new Verdict.RetryAt(NOW.minusSeconds(5)), 0, 0, NOW)))
        .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1200));
    assertThat(pause(schedule.after(new Verdict.RetryAt(Instant.MAX), 0, 0, NOW)))
        .isBetween(Duration.ofHours(6), Duration.ofHours(6).plusSeconds(30));
  }

  @Test
  void countsATryOnceGitHubHasPostponedTooOften() {
    Step step =
        schedule.after(
            new Verdict.RetryAt(NOW.plusSeconds(60)), 0, RetrySchedule.MOST_POSTPONEMENTS, NOW);

    assertThat(((Step.Again) step).attempts()).isEqualTo(1);
  }
}
