package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;

/**
 * Types without modifiers, on the surface and inside. What may be said of the values of {@code numeric(10,2)} (equal ones are
 * identical) does not hold for a {@code numeric} that they are compared with, nor do fields, elements and domains of such types.
 */
final class Unmodified {

    private Unmodified() {}

    static PgType of(PgType type) {
        if (type instanceof PgType.Domain) {
            return of(type.underlying());
        }
        if (type instanceof PgType.Array array) {
            return new PgType.Array(of(array.element()));
        }
        if (type instanceof PgType.Composite composite) {
            var fields = composite.fields().stream()
                    .map(field -> new PgType.Field(
                            field.name(),
                            new SqlType(
                                    of(field.type().type()), -1, field.type().collation())))
                    .toList();
            return new PgType.Composite(composite.name(), fields);
        }
        return type;
    }
}
