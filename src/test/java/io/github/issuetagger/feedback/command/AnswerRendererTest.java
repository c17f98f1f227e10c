package io.github.issuetagger.feedback.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.feedback.Explanation;
import io.github.issuetagger.feedback.Explanation.Neighbour;
import io.github.issuetagger.feedback.Explanation.Phrase;
import io.github.issuetagger.feedback.command.AnswerModel.Answer;
import io.github.issuetagger.issue.MeasuredPrecision;
import io.github.issuetagger.policy.Demotions;
import io.github.issuetagger.policy.LiveRecord;
import io.github.issuetagger.policy.RepositorySettings;
import io.github.issuetagger.policy.Tally;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An answer")
class AnswerRendererTest {
  /** Scores from 0.6 on were right at least 75 % of the time, from 0.3 on 60 %. */
  private static final MeasuredPrecision PAST =
      new MeasuredPrecision() {
        @Override
        public boolean measured(String label) {
          return true;
        }

        @Override
        public OptionalDouble threshold(String label, double precision) {
          return precision > 0.75
              ? OptionalDouble.empty()
              : OptionalDouble.of(precision > 0.6 ? 0.6 : 0.3);
        }
      };

  private final AnswerRenderer renderer = new AnswerRenderer();

  @Test
  @DisplayName("names the comment and the command that it is for, and its marker is its own")
  void comment() {
    assertThat(
            renderer.comment(
                new AnswerModel(
                    77,
                    List.of(
                        new Answer("<code>a</code>", "One."),
                        new Answer("<code>b</code>", "Two.")))))
        .isEqualTo(
            """
            <!-- answer-of-issue-tagger -->
            Answer to [this comment](#issuecomment-77):

            > <code>a</code>

            One.

            > <code>b</code>

            Two.

            This comment is automated; the next answer on this issue takes its place.
            """)
        .startsWith(AnswerRenderer.MARKER)
        .doesNotContain("<!-- issue-tagger");
  }

  @Test
  @DisplayName("to why tells all that is known, with what people wrote escaped")
  void why() {
    Explanation known =
        new Explanation(
            "bug",
            0.61,
            "blend",
            "encoder 1.0",
            PAST,
            List.of(new Phrase("Ask @all\n</details>", 0.3)),
            List.of(new Neighbour(12, 0.83), new Neighbour(7, 0.8)),
            List.of(new Neighbour(31, 0.91)));
    Explanation unknown =
        new Explanation(
            "docs",
            0.2,
            "nli",
            "encoder 1.0",
            MeasuredPrecision.NONE,
            List.of(),
            List.of(),
            List.of());
    Demotions demotions =
        Demotions.of(
            Map.of("docs", new LiveRecord(new Tally(1, 6), new Tally(0, 0))),
            RepositorySettings.defaults());

    assertThat(renderer.why(List.of(known, unknown), RepositorySettings.defaults(), demotions))
        .isEqualTo(
            """
            <details>
            <summary>What spoke for these labels</summary>

            <code>bug</code>: score 0.61; suggested from 0.30, applied from no score where that is allowed

            - read by <code>blend</code>; at least 75 % of such scores were right about this label on this repository's past
            - <code>Ask &#64;all &#60;&#47;details&#62;</code>: 0.30 of the score
            - nearest issues that carry it: #12 (0.83), #7 (0.80)
            - near issues where people said that it does not belong: #31 (0.91)

            <code>docs</code>: score 0.20; suggested from 0.40, applied from 0.70 where that is allowed; not applied for now: people let it stand only 1 of 6 times of late

            - read by <code>nli</code>
            - no single phrase stands out

            Read by the model bundle <code>encoder 1&#46;0</code>. What a phrase weighs is how far the score falls without it.
            </details>
            """);
  }

  @Test
  @DisplayName("to help shows the commands as they are given here")
  void help() {
    assertThat(renderer.help("!tag-"))
        .contains("<code>&#33;tag&#45;labels undo</code>", "<details>")
        .doesNotContain("<code>&#47;");
  }
}
