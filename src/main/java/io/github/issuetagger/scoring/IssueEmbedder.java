package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Embedding;
import io.github.issuetagger.domain.IssueText;
import java.util.List;

/** Turns issues into embeddings. Implementations are safe for use by many threads. */
public interface IssueEmbedder {
  /** Name and version of the encoder; embeddings of another one cannot be compared with its. */
  String encoder();

  /**
   * The issues' embeddings, in the issues' order: of title and body together, without boilerplate.
   */
  List<Embedding> embed(List<IssueText> issues);
}
