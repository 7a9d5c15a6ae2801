package dev.tideline.engine.function;

import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.TypeSemantics;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;

/** The six comparison operators of every type, and the cross-type ones of integers, floats, texts and moments. */
final class ComparisonFunctions {

    private ComparisonFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        own(to, "bool%s", "bool");
        own(to, "int2%s", "int2");
        own(to, "int4%s", "int4");
        own(to, "int8%s", "int8");
        own(to, "oid%s", "oid");
        own(to, "float4%s", "float4");
        own(to, "float8%s", "float8");
        own(to, "numeric_%s", "numeric");
        own(to, "name%s", "name");
        own(to, "bpchar%s", "bpchar");
        own(to, "char%s", "char");
        own(to, "bytea%s", "bytea");
        own(to, "date_%s", "date");
        own(to, "time_%s", "time");
        own(to, "timetz_%s", "timetz");
        own(to, "timestamp_%s", "timestamp");
        own(to, "timestamptz_%s", "timestamptz");
        own(to, "interval_%s", "interval");
        own(to, "uuid_%s", "uuid");
        own(to, "jsonb_%s", "jsonb");
        own(to, "network_%s", "inet");
        own(to, "macaddr_%s", "macaddr");
        own(to, "macaddr8_%s", "macaddr8");
        own(to, "range_%s", "anyrange");
        own(to, "multirange_%s", "anymultirange");
        own(to, "bit%s", "bit");
        own(to, "varbit%s", "varbit");
        own(to, "pg_lsn_%s", "pg_lsn");
        own(to, "xid8%s", "xid8");
        own(to, "tsvector_%s", "tsvector");
        own(to, "enum_%s", "anyenum");
        own(to, "array_%s", "anyarray");
        own(to, "record_%s", "record");
        for (var operator : Operator.values()) {
            boolean equality = operator == Operator.EQ || operator == Operator.NE;
            String name = operator.name().toLowerCase(java.util.Locale.ROOT);
            bind(to, (equality ? "text" : "text_") + name + "(text,text)", operator);
        }
        registerCrossTypes(to);
        registerExtremes(to);
    }

    private static void registerCrossTypes(FunctionRegistry.Registrar to) {
        for (String types : List.of("24", "42", "28", "82", "48", "84")) {
            String left = "int" + types.charAt(0);
            String right = "int" + types.charAt(1);
            cross(to, "int" + types + "%s", left, right, site -> Comparisons.LONGS);
        }
        cross(to, "float48%s", "float4", "float8", site -> Comparisons.DOUBLES);
        cross(to, "float84%s", "float8", "float4", site -> Comparisons.DOUBLES);
        moments(to, "date_%s_timestamp", "date", "timestamp");
        moments(to, "date_%s_timestamptz", "date", "timestamptz");
        moments(to, "timestamp_%s_date", "timestamp", "date");
        moments(to, "timestamptz_%s_date", "timestamptz", "date");
        moments(to, "timestamp_%s_timestamptz", "timestamp", "timestamptz");
        moments(to, "timestamptz_%s_timestamp", "timestamptz", "timestamp");
        for (var operator : Operator.values()) {
            String name = operator.name().toLowerCase(java.util.Locale.ROOT);
            bind(to, "name" + name + "text(name,text)", operator);
            bind(to, "text" + name + "name(text,name)", operator);
        }
    }

    private static void moments(FunctionRegistry.Registrar to, String pattern, String left, String right) {
        cross(
                to,
                pattern,
                left,
                right,
                site -> Comparisons.moments(
                        new PgType.Base(left),
                        new PgType.Base(right),
                        site.session().timezone()));
    }

    private static void registerExtremes(FunctionRegistry.Registrar to) {
        for (String type : List.of("int2", "int4", "int8", "oid", "float4", "float8")) {
            extremes(to, type + "larger", type + "smaller", type);
        }
        for (String type : List.of(
                "numeric",
                "text",
                "bpchar",
                "bytea",
                "date",
                "time",
                "timetz",
                "timestamp",
                "timestamptz",
                "interval")) {
            extremes(to, type + "_larger", type + "_smaller", type);
        }
        extremes(to, "pg_lsn_larger", "pg_lsn_smaller", "pg_lsn");
        extremes(to, "xid8_larger", "xid8_smaller", "xid8");
        extremes(to, "network_larger", "network_smaller", "inet");
        extremes(to, "enum_larger", "enum_smaller", "anyenum");
        extremes(to, "array_larger", "array_smaller", "anyarray");
    }

    private static void extremes(FunctionRegistry.Registrar to, String larger, String smaller, String type) {
        String arguments = "(" + type + "," + type + ")";
        // Which of two equal but different values wins depends on the type in PostgreSQL, too.
        boolean firstOfEqual =
                !List.of("float4", "float8", "numeric", "interval", "anyarray").contains(type);
        to.bound(larger + arguments, site -> {
            var order = ordered(site);
            return (Body.Binary) (a, b) -> {
                int sign = order.compare(a, b);
                return sign > 0 || sign == 0 && firstOfEqual ? a : b;
            };
        });
        to.bound(smaller + arguments, site -> {
            var order = ordered(site);
            return (Body.Binary) (a, b) -> {
                int sign = order.compare(a, b);
                return sign < 0 || sign == 0 && firstOfEqual ? a : b;
            };
        });
    }

    /** Finds the order for a call. */
    private interface OrderSource {
        Comparator<Object> order(CallSite site);
    }

    private static void cross(
            FunctionRegistry.Registrar to, String pattern, String left, String right, OrderSource source) {
        for (var operator : Operator.values()) {
            String name = pattern.formatted(operator.name().toLowerCase(java.util.Locale.ROOT));
            to.bound(name + "(" + left + "," + right + ")", site -> {
                var order = source.order(site);
                return (Body.Binary) (a, b) -> operator.holds(order.compare(a, b));
            });
        }
    }

    private static void own(FunctionRegistry.Registrar to, String pattern, String type) {
        for (var operator : Operator.values()) {
            String name = pattern.formatted(operator.name().toLowerCase(java.util.Locale.ROOT));
            bind(to, name + "(" + type + "," + type + ")", operator);
        }
    }

    private static void bind(FunctionRegistry.Registrar to, String declaration, Operator operator) {
        to.bound(declaration, site -> {
            if (operator == Operator.EQ || operator == Operator.NE) {
                var equal = equality(site);
                boolean negated = operator == Operator.NE;
                return (Body.Binary) (a, b) -> equal.test(a, b) != negated;
            }
            var order = ordered(site);
            return (Body.Binary) (a, b) -> operator.holds(order.compare(a, b));
        });
    }

    /** The equality of the call's two types, under the call's collation. */
    static BiPredicate<Object, Object> equality(CallSite site) {
        checkSameFields(site);
        return equality(site.types().semantics(collated(site)), collated(site));
    }

    /** The equality of a type. */
    static BiPredicate<Object, Object> equality(TypeSemantics semantics, SqlType type) {
        if (!semantics.hashable()) {
            throw new UnsupportedCallException("values of type " + type.type().ddl() + " have no equality here");
        }
        if (semantics.identitySafe()) {
            return Object::equals;
        }
        if (semantics.ordered()) {
            return (a, b) -> semantics.compare(a, b) == 0;
        }
        return (a, b) -> semantics.representative(a).equals(semantics.representative(b));
    }

    private static Comparator<Object> ordered(CallSite site) {
        checkSameFields(site);
        var type = collated(site);
        var semantics = site.types().semantics(type);
        if (!semantics.ordered()) {
            throw Comparisons.unordered(type);
        }
        return semantics;
    }

    /**
     * The first argument's type under the collation that the function works under. Without its modifiers, which the other argument
     * need not share: numeric(10,2) on the one side does not make 1 on the other side 1.00.
     */
    private static SqlType collated(CallSite site) {
        var type = site.arguments().get(0);
        Collation collation = site.collation() == null ? type.collation() : site.collation();
        return new SqlType(Unmodified.of(type.type()), -1, collation);
    }

    /** Records of different fields have comparisons of their own in PostgreSQL, which end in errors. */
    private static void checkSameFields(CallSite site) {
        if (!(site.arguments().get(0).underlying() instanceof PgType.Composite left)) {
            return;
        }
        var right = site.arguments().get(1).underlying();
        boolean same = right instanceof PgType.Composite other
                && left.fields().stream()
                        .map(field -> field.type().underlying())
                        .toList()
                        .equals(other.fields().stream()
                                .map(field -> field.type().underlying())
                                .toList());
        if (!same) {
            throw new UnsupportedCallException("records of different fields cannot be compared here");
        }
    }

    /** A comparison operator. */
    private enum Operator {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE;

        boolean holds(int order) {
            return switch (this) {
                case EQ -> order == 0;
                case NE -> order != 0;
                case LT -> order < 0;
                case LE -> order <= 0;
                case GT -> order > 0;
                case GE -> order >= 0;
            };
        }
    }
}
