package io.github.issuetagger.feedback.command;

/** {@code /labels help}. */
final class ShowHelp implements Behaviour {
  private final AnswerRenderer renderer;

  ShowHelp(AnswerRenderer renderer) {
    this.renderer = renderer;
  }

  @Override
  public Outcome run(Command command, Scene scene) {
    return Outcome.answered(renderer.help(scene.settings().commands().prefix()));
  }
}
