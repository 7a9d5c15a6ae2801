package dev.tideline.engine.sql;

import dev.tideline.engine.expr.Function;
import dev.tideline.engine.value.TypeCatalog;
import java.util.function.Predicate;

/**
 * What the engine can compute. Analysis refuses everything else by name and place.
 *
 * @param types which types' values can be kept
 * @param functions for which functions and operators there is an implementation
 * @param aggregates for which aggregate functions there is an operator
 */
public record Capabilities(TypeCatalog types, Predicate<Function> functions, Predicate<Function> aggregates) {}
