package io.github.issuetagger.commands;

/** {@code /labels help}. */
final class HelpCommand implements CommandHandler {
  private final AnswerRenderer renderer;

  HelpCommand(AnswerRenderer renderer) {
    this.renderer = renderer;
  }

  @Override
  public CommandResult run(Command command, CommandContext scene) {
    return CommandResult.answered(renderer.help(scene.settings().commands().prefix()));
  }
}
