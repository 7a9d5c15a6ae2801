package dev.tideline.engine.compile;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.wire.TopologyDescriptor.UserType;

/** The types of a view's columns as the target is told of them: as DDL, and with the definitions of the source's own types. */
final class ColumnTypes {

    /** PostgreSQL counts the header of a variable-length value into its modifiers. */
    private static final int HEADER = 4;

    private static final int INTERVAL_FULL_PRECISION = 0xFFFF;
    private static final int INTERVAL_FULL_RANGE = 0x7FFF;

    private ColumnTypes() {}

    /** What {@code format_type} gives for it, ready for DDL. */
    static String ddl(SqlType type) {
        return ddl(type.type(), type.typmod());
    }

    private static String ddl(PgType type, int typmod) {
        if (type instanceof PgType.Array array) {
            return ddl(array.element(), typmod) + "[]";
        }
        if (!(type instanceof PgType.Base base)) {
            return type.ddl();
        }
        return switch (base.name()) {
            case "bpchar" -> typmod < 0 ? "bpchar" : "character(" + (typmod - HEADER) + ")";
            case "varchar" -> typmod < 0 ? base.ddl() : "character varying(" + (typmod - HEADER) + ")";
            // Without quotes, bit is bit(1).
            case "bit" -> typmod < 0 ? "pg_catalog.\"bit\"" : "bit(" + typmod + ")";
            case "varbit" -> typmod < 0 ? base.ddl() : base.ddl() + "(" + typmod + ")";
            case "numeric" -> typmod < 0 ? "numeric" : numeric(typmod - HEADER);
            case "time", "timetz", "timestamp", "timestamptz" ->
                typmod < 0 ? base.ddl() : base.ddl().replaceFirst(" ", "(" + typmod + ") ");
            case "interval" -> typmod < 0 ? "interval" : interval(typmod);
            default -> base.ddl();
        };
    }

    private static String numeric(int modifier) {
        int precision = modifier >> 16 & 0xFFFF;
        int scale = (modifier & 0x7FF ^ 0x400) - 0x400; // eleven bits with a sign
        return "numeric(" + precision + "," + scale + ")";
    }

    private static String interval(int typmod) {
        int precision = typmod & 0xFFFF;
        int range = typmod >> 16 & INTERVAL_FULL_RANGE;
        return "interval" + range(range) + (precision == INTERVAL_FULL_PRECISION ? "" : "(" + precision + ")");
    }

    /** PostgreSQL's masks: month 1, year 2, day 3, hour 10, minute 11, second 12 (as numbers of bits). */
    private static String range(int mask) {
        return switch (mask) {
            case 1 << 2 -> " year";
            case 1 << 1 -> " month";
            case 1 << 3 -> " day";
            case 1 << 10 -> " hour";
            case 1 << 11 -> " minute";
            case 1 << 12 -> " second";
            case 1 << 2 | 1 << 1 -> " year to month";
            case 1 << 3 | 1 << 10 -> " day to hour";
            case 1 << 3 | 1 << 10 | 1 << 11 -> " day to minute";
            case 1 << 3 | 1 << 10 | 1 << 11 | 1 << 12 -> " day to second";
            case 1 << 10 | 1 << 11 -> " hour to minute";
            case 1 << 10 | 1 << 11 | 1 << 12 -> " hour to second";
            case 1 << 11 | 1 << 12 -> " minute to second";
            default -> "";
        };
    }

    /** The definition of the source's own type that the column, or its elements, has; null for a built-in type. */
    static UserType userType(SqlType type) {
        var element = element(type.type());
        if (element instanceof PgType.Enum enumeration) {
            return new UserType(enumeration.name(), enumeration.labels(), null);
        }
        if (element instanceof PgType.Domain domain) {
            return new UserType(domain.name(), null, ddl(domain.base(), domain.typmod()));
        }
        return null;
    }

    /** Why the target cannot be given a column of this type, or null if it can. */
    static String refusal(SqlType type) {
        var element = element(type.type());
        if (element instanceof PgType.Composite composite) {
            return "has the composite type " + composite.name();
        }
        if (element instanceof PgType.Domain domain && !(element(domain.base()) instanceof PgType.Base)) {
            return "has the domain " + domain.name() + " over another type of the source's own";
        }
        return null;
    }

    private static PgType element(PgType type) {
        return type instanceof PgType.Array array ? element(array.element()) : type;
    }
}
