package dev.tideline.engine.circuit.spec;

import dev.tideline.engine.type.SqlType;

/** A column of a source table that a circuit asks for. */
public record InputColumn(String name, SqlType type) {}
