package dev.tideline.engine.function;

import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.wire.TableName;
import java.util.List;

/** The types that tests use beside the built-in ones, and the names of types in SQL. */
public final class TestTypes {

    public static final PgType.Enum MOOD =
            new PgType.Enum(new TableName("public", "mood"), List.of("sad", "ok", "happy", "Very Happy"));

    public static final PgType.Composite PAIR = new PgType.Composite(
            new TableName("public", "pair"),
            List.of(new PgType.Field("a", SqlType.of(PgType.NUMERIC)), new PgType.Field("b", text())));

    /** Fields of many kinds. */
    public static final PgType.Composite THING = new PgType.Composite(
            new TableName("public", "thing"),
            List.of(
                    new PgType.Field("i", SqlType.of(PgType.INT4)),
                    new PgType.Field("n", new SqlType(PgType.NUMERIC, (5 << 16 | 1) + 4, null)),
                    new PgType.Field("v", new SqlType(PgType.VARCHAR, 3 + 4, Collation.C)),
                    new PgType.Field("d", SqlType.of(PgType.DATE)),
                    new PgType.Field("ia", SqlType.of(new PgType.Array(PgType.INT4))),
                    new PgType.Field("ta", new SqlType(new PgType.Array(PgType.TEXT), -1, Collation.C)),
                    new PgType.Field("p", SqlType.of(PAIR)),
                    new PgType.Field("ps", SqlType.of(new PgType.Array(PAIR))),
                    new PgType.Field("j", SqlType.of(PgType.JSON)),
                    new PgType.Field("jb", SqlType.of(PgType.JSONB)),
                    new PgType.Field("m", SqlType.of(MOOD))));

    /** Makes the types in a database. */
    public static final String DDL = """
            CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy', 'Very Happy');
            CREATE TYPE public.pair AS (a numeric, b text);
            CREATE TYPE public.thing AS (i int, n numeric(5,1), v varchar(3), d date, ia int[], ta text[], p pair, ps pair[], j json, jb jsonb, m mood);
            """;

    private TestTypes() {}

    public static SqlType text() {
        return new SqlType(PgType.TEXT, -1, Collation.C);
    }

    /** The full type of a type without modifier, text under the collation C. */
    public static SqlType sqlType(PgType type) {
        return new SqlType(type, -1, Collation.C);
    }

    /** The type in a cast; unlike in DDL, {@code bpchar} is not {@code char(1)}. */
    public static String castName(PgType type) {
        if (type instanceof PgType.Base base) {
            return "pg_catalog.\"" + base.name() + "\"";
        }
        return type instanceof PgType.Array array ? castName(array.element()) + "[]" : type.ddl();
    }

    /** By the name in pg_type: {@code int4}, {@code _text}, {@code mood}. */
    public static PgType byName(String name) {
        if (name.startsWith("_")) {
            return new PgType.Array(byName(name.substring(1)));
        }
        return switch (name) {
            case "mood" -> MOOD;
            case "pair" -> PAIR;
            case "thing" -> THING;
            default -> new PgType.Base(name);
        };
    }
}
