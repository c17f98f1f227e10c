package io.github.issuetagger.web;

import java.util.function.BooleanSupplier;

/**
 * What the health pages ask.
 *
 * @param accepts whether deliveries can be taken: the store answers
 * @param processes whether they can be worked on: the worker runs and the model is loaded
 */
public record Health(BooleanSupplier accepts, BooleanSupplier processes) {}
