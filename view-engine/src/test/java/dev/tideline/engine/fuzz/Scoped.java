package dev.tideline.engine.fuzz;

/** A column in scope, or an expression over such, as it is written. */
record Scoped(String sql, FuzzType type) {}
