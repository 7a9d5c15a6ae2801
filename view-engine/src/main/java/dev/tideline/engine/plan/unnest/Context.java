package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.TypeCatalog;
import java.util.function.IntSupplier;

/** What the rules of one plan's unnesting share. */
record Context(TypeCatalog types, IntSupplier columnIds) {

    Column column(String name, SqlType type) {
        return new Column(columnIds.getAsInt(), name, type);
    }
}
