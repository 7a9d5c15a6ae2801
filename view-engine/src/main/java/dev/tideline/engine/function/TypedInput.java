package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.OpaqueTypes;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.TypeCatalog;
import java.util.List;
import java.util.function.UnaryOperator;

/** The input function of a type with its length, precision or scale. */
final class TypedInput {

    private final TypeCatalog types;
    private final SessionSettings session;
    private final SqlType type;
    private final UnaryOperator<Object> modifier;

    /**
     * @throws UnsupportedCallException if texts cannot be read as this type
     */
    TypedInput(TypeCatalog types, SessionSettings session, SqlType type) {
        this.types = types;
        this.session = session;
        this.type = new SqlType(type.type(), -1, type.collation());
        if (OpaqueTypes.areIn(type.type()) || !types.supports(type)) {
            throw new UnsupportedCallException(
                    "a text cannot be read as " + type.type().ddl() + " here");
        }
        this.modifier = type.typmod() < 0 ? UnaryOperator.identity() : modifier(type.type(), type.typmod());
    }

    /** @throws dev.tideline.engine.value.SqlError as the input function would report it */
    Object read(String text) {
        return modifier.apply(types.semantics(type).fromText(text, session));
    }

    private UnaryOperator<Object> modifier(PgType of, int typmod) {
        if (of instanceof PgType.Array array) {
            var element = modifier(array.element(), typmod);
            return value -> ofElements((PgArray) value, element);
        }
        var name = of instanceof PgType.Base base ? base.name() : "";
        return switch (name) {
            case "varchar", "bpchar", "bit", "varbit" -> {
                var body = (Body.Ternary) body(name, of, PgType.INT4, PgType.BOOL);
                yield value -> body.apply(value, typmod, false);
            }
            case "numeric", "time", "timetz", "timestamp", "timestamptz", "interval" -> {
                var body = (Body.Binary) body(name, of, PgType.INT4);
                yield value -> body.apply(value, typmod);
            }
            default ->
                throw new UnsupportedCallException(
                        "type " + of.ddl() + " with a modifier is not supported in this place");
        };
    }

    private static PgArray ofElements(PgArray array, UnaryOperator<Object> element) {
        var values = new Object[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i) == null ? null : element.apply(array.get(i));
        }
        return array.withElements(values);
    }

    /** The function that PostgreSQL calls for a length coercion. */
    private Body body(String name, PgType... arguments) {
        return bind(name, types, session, SqlType.of(arguments[0]), arguments);
    }

    /** A function of PostgreSQL, bound to these argument types. */
    static Body bind(String name, TypeCatalog types, SessionSettings session, SqlType result, PgType... arguments) {
        var given = List.of(arguments);
        var signature = new StringBuilder("pg_catalog.").append(name).append('(');
        given.forEach(argument -> signature
                .append(signature.charAt(signature.length() - 1) == '(' ? "" : ", ")
                .append(argument.ddl()));
        var constants = new java.util.ArrayList<Object>();
        given.forEach(argument -> constants.add(null));
        var site =
                new CallSite(given.stream().map(SqlType::of).toList(), constants, result, null, session, types, null);
        return FunctionRegistry.standard()
                .find(signature.append(')').toString())
                .bind(site);
    }
}
