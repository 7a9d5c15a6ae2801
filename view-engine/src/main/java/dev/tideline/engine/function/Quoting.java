package dev.tideline.engine.function;

import java.util.Set;

/** Identifiers and literals quoted for SQL. */
final class Quoting {

    /** The keywords that cannot be used as a column's name without quotes. */
    private static final Set<String> KEYWORDS = Set.of(
            ("all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case "
                            + "cast char character check coalesce collate collation column concurrently constraint create cross "
                            + "current_catalog current_date current_role current_schema current_time current_timestamp "
                            + "current_user dec decimal default deferrable desc distinct do else end except exists extract "
                            + "false fetch float for foreign freeze from full grant greatest group grouping having ilike in "
                            + "initially inner inout int integer intersect interval into is isnull join lateral leading least "
                            + "left like limit localtime localtimestamp national natural nchar none normalize not notnull null "
                            + "nullif numeric offset on only or order out outer overlaps overlay placing position precision "
                            + "primary real references returning right row select session_user setof similar smallint some "
                            + "substring symmetric table tablesample then time timestamp to trailing treat trim true union "
                            + "unique user using values varchar variadic verbose when where window with xmlattributes xmlconcat "
                            + "xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable")
                    .split(" "));

    private static final Set<String> SINCE_16 =
            Set.of("json_array", "json_arrayagg", "json_object", "json_objectagg", "system_user");
    private static final Set<String> SINCE_17 = Set.of(
            "json",
            "json_exists",
            "json_query",
            "json_scalar",
            "json_serialize",
            "json_table",
            "json_value",
            "merge_action");

    private Quoting() {}

    static void register(FunctionRegistry.Registrar to) {
        to.bound("quote_ident(text)", site -> {
            int major = site.session().serverMajor();
            return (Body.Unary) a -> identifier((String) a, major);
        });
        to.unary("quote_literal(text)", a -> literal((String) a));
        to.unary("quote_nullable(text)", a -> a == null ? "NULL" : literal((String) a));
        to.bound("quote_literal(anyelement)", site -> {
            var text = TextOf.cast(site, 0);
            return (Body.Unary) a -> literal(text.apply(a));
        });
        to.bound("quote_nullable(anyelement)", site -> {
            var text = TextOf.cast(site, 0);
            return (Body.Unary) a -> a == null ? "NULL" : literal(text.apply(a));
        });
    }

    static String identifier(String name, int serverMajor) {
        boolean plain = !name.isEmpty() && !(name.charAt(0) >= '0' && name.charAt(0) <= '9');
        for (int i = 0; plain && i < name.length(); i++) {
            char c = name.charAt(i);
            plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
        }
        boolean keyword = KEYWORDS.contains(name)
                || serverMajor >= 16 && SINCE_16.contains(name)
                || serverMajor >= 17 && SINCE_17.contains(name);
        return plain && !keyword ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(String text) {
        String quoted = "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted;
    }
}
