package dev.tideline.engine.sql.translate;

import dev.tideline.engine.sql.tree.Node;
import java.util.List;
import java.util.Locale;

/** What people call the constructs behind the nodes that we do not translate. */
final class UnsupportedNodes {

    private static final List<String> SUBLINKS = List.of(
            "an EXISTS subquery",
            "an ALL subquery",
            "an IN or ANY subquery",
            "a comparison with a row subquery",
            "a scalar subquery",
            "a multi-column assignment from a subquery",
            "an ARRAY subquery",
            "a subquery");

    private static final List<String> VALUE_FUNCTIONS = List.of(
            "current_date",
            "current_time",
            "current_time",
            "current_timestamp",
            "current_timestamp",
            "localtime",
            "localtime",
            "localtimestamp",
            "localtimestamp",
            "current_role",
            "current_user",
            "user",
            "session_user",
            "current_catalog",
            "current_schema");

    private static final int FIRST_NOT_OF_TIME = 9;

    private static final List<String> SYSTEM_COLUMNS = List.of("ctid", "xmin", "cmin", "xmax", "cmax", "tableoid");

    private UnsupportedNodes() {}

    static String describe(Node node) {
        return switch (node.name()) {
            case "SUBLINK" -> named(SUBLINKS, node.integer("subLinkType"));
            case "WINDOWFUNC" -> "a window function";
            case "SQLVALUEFUNCTION" -> valueFunction(node.integer("op"));
            case "PARAM" -> "parameter $" + node.integer("paramid");
            case "XMLEXPR" -> "an XML function";
            case "CONVERTROWTYPEEXPR" -> "a conversion between row types";
            case "FIELDSTORE" -> "an assignment to a field";
            case "JSONCONSTRUCTOREXPR" -> "a JSON constructor (JSON_OBJECT, JSON_ARRAY, JSON_ARRAYAGG …)";
            default -> "the construct that PostgreSQL calls " + node.name().toLowerCase(Locale.ROOT);
        };
    }

    static String systemColumn(int attribute) {
        return named(SYSTEM_COLUMNS, -attribute - 1);
    }

    private static String valueFunction(int op) {
        var name = named(VALUE_FUNCTIONS, op);
        return op < FIRST_NOT_OF_TIME
                ? name + ", which changes with time and not with the data,"
                : name + ", which depends on who asks,";
    }

    private static String named(List<String> names, int index) {
        return index >= 0 && index < names.size() ? names.get(index) : "number " + index;
    }
}
