package dev.tideline.engine.type;

import java.util.Map;

/** The SQL spelling of built-in types whose name in pg_catalog is another. */
final class TypeNames {

    private static final Map<String, String> SQL_NAMES = Map.ofEntries(
            Map.entry("bool", "boolean"),
            Map.entry("int2", "smallint"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("float4", "real"),
            Map.entry("float8", "double precision"),
            Map.entry("varchar", "character varying"),
            Map.entry("bpchar", "character"),
            Map.entry("timestamp", "timestamp without time zone"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("time", "time without time zone"),
            Map.entry("timetz", "time with time zone"),
            Map.entry("varbit", "bit varying"),
            Map.entry("char", "\"char\""));

    private TypeNames() {}

    static String ddl(String name) {
        return SQL_NAMES.getOrDefault(name, name);
    }
}
