package io.github.issuetagger.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.commands.AnswerModel.Answer;
import io.github.issuetagger.domain.CorrectedScore;
import io.github.issuetagger.domain.CorrectedScore.Correction;
import io.github.issuetagger.domain.HoldoutPrecision;
import io.github.issuetagger.domain.OutcomeCounts;
import io.github.issuetagger.feedback.Explanation;
import io.github.issuetagger.feedback.Explanation.Phrase;
import io.github.issuetagger.feedback.Explanation.SimilarIssue;
import io.github.issuetagger.policy.Demotions;
import io.github.issuetagger.settings.RepositorySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An answer")
class AnswerRendererTest {
  /** Scores from 0.6 on were right at least 75 % of the time, from 0.3 on 60 %. */
  private static final HoldoutPrecision PAST =
      new HoldoutPrecision() {
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
  @DisplayName("names its comment and its command, and has its own marker")
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

            This comment is automated. The next answer on this issue replaces it.
            """)
        .startsWith(AnswerRenderer.MARKER)
        .doesNotContain("<!-- issue-tagger");
  }

  @Test
  @DisplayName("to why explains everything, and escapes what people wrote")
  void why() {
    Explanation known =
        new Explanation(
            "bug",
            0.61,
            "blend",
            "encoder 1.0",
            PAST,
            Optional.of(
                new CorrectedScore(
                    0.9,
                    0.61,
                    List.of(
                        new Correction(31, false, 0.91, true),
                        new Correction(9, true, 0.7, false)))),
            List.of(new Phrase("Ask @all\n</details>", 0.3)),
            List.of(new SimilarIssue(12, 0.83), new SimilarIssue(7, 0.8)),
            List.of(new SimilarIssue(31, 0.91)));
    Explanation unknown =
        new Explanation(
            "docs",
            0.2,
            "nli",
            "encoder 1.0",
            HoldoutPrecision.NONE,
            Optional.empty(),
            List.of(),
            List.of(),
            List.of());
    Demotions demotions =
        Demotions.of(
            Map.of("docs", new OutcomeCounts(6, 5, 0, 0, 0)), RepositorySettings.defaults());

    assertThat(renderer.why(5, List.of(known, unknown), RepositorySettings.defaults(), demotions))
        .isEqualTo(
            """
            <details>
            <summary>Why these labels</summary>

            <code>bug</code>: score 0.61; suggested from 0.30, applied from no score where that is allowed

            - scored by <code>blend</code>; at least 75 % of such scores were right for this label on this repository's past issues
            - corrections changed the score from 0.90 to 0.61: rejected on #31, which is nearly the same; accepted on #9, which is similar
            - <code>Ask &#64;all &#60;&#47;details&#62;</code>: 0.30 of the score
            - nearest issues with this label: #12 (0.83), #7 (0.80)
            - nearest issues where people rejected it: #31 (0.91)

            <code>docs</code>: score 0.20; suggested from 0.40, applied from 0.70 where that is allowed; not applied for now: people kept it only 1 of 6 times recently

            - scored by <code>nli</code>
            - no single phrase stands out

            Scored by the model bundle <code>encoder 1&#46;0</code>. The weight of a phrase is how far the score falls without it.
            </details>
            """);
  }

  private String why(double before, double after, Correction... corrections) {
    return renderer.why(
        5,
        List.of(
            new Explanation(
                "bug",
                after,
                "corrections",
                "encoder 1.0",
                HoldoutPrecision.NONE,
                Optional.of(new CorrectedScore(before, after, List.of(corrections))),
                List.of(),
                List.of(),
                List.of())),
        RepositorySettings.defaults(),
        Demotions.NONE);
  }

  @Test
  @DisplayName("to why names the issue itself, and only a few corrections")
  void manyCorrections() {
    assertThat(
            why(
                0.9,
                0.18,
                new Correction(5, false, 1, true),
                new Correction(7, false, 0.9, true),
                new Correction(8, false, 0.8, false),
                new Correction(9, false, 0.7, false)))
        .contains(
            "- corrections changed the score from 0.90 to 0.18: rejected on this issue;"
                + " rejected on #7, which is nearly the same; rejected on #8, which is similar;"
                + " and 1 more\n");
  }

  @Test
  @DisplayName("to why leaves out corrections without a visible effect")
  void unseenCorrections() {
    assertThat(why(0.9, 0.899, new Correction(9, false, 0.57, false)))
        .doesNotContain("corrections changed", "#9");
  }

  @Test
  @DisplayName("to help shows the commands with the repository's prefix")
  void help() {
    assertThat(renderer.help("!tag-"))
        .contains("<code>&#33;tag&#45;labels undo</code>", "<details>")
        .doesNotContain("<code>&#47;");
  }
}
