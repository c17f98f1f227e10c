package io.github.issuetagger.github;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.CallFailedException;
import io.github.issuetagger.github.http.UnreadableResponses;
import org.kohsuke.github.ReactionContent;

/** Reacts to comments. GitHub keeps one reaction of a kind, however often it is given. */
final class ReactionWriter {
  private final RepositoryClients repositories;

  ReactionWriter(RepositoryClients repositories) {
    this.repositories = repositories;
  }

  /** Reacts; false when the comment is gone. */
  boolean add(RepositoryRef repository, int number, long commentId, Reaction reaction) {
    try {
      return UnreadableResponses.sorted(
          () -> {
            repositories
                .of(repository)
                .comment(number, commentId)
                .createReaction(content(reaction));
            return true;
          });
    } catch (CallFailedException e) {
      if (e.gone()) {
        return false;
      }
      throw e;
    }
  }

  private static ReactionContent content(Reaction reaction) {
    return switch (reaction) {
      case EYES -> ReactionContent.EYES;
      case ROCKET -> ReactionContent.ROCKET;
      case THUMBS_DOWN -> ReactionContent.MINUS_ONE;
      case CONFUSED -> ReactionContent.CONFUSED;
    };
  }
}
