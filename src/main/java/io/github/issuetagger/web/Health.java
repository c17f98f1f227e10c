package io.github.issuetagger.web;

import java.util.function.BooleanSupplier;

/**
 * The checks behind the health pages.
 *
 * @param accepts whether the App can accept deliveries, because the database is available
 * @param processes whether the App can process deliveries, because the workers run and the model is
 *     loaded
 */
public record Health(BooleanSupplier accepts, BooleanSupplier processes) {}
