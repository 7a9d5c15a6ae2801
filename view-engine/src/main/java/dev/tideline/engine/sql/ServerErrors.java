package dev.tideline.engine.sql;

import dev.tideline.engine.sql.server.RejectedException;
import dev.tideline.engine.sql.text.QueryText;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** PostgreSQL's errors as diagnostics: its own words, at their place in the user's file. */
final class ServerErrors {

    static final String SYNTAX_ERROR = "42601";
    static final String UNDEFINED_TABLE = "42P01";
    static final String INVALID_RECURSION = "42P19";
    private static final String NO_PRIVILEGE = "42501";

    private static final Set<String> NAMES = Set.of(
            UNDEFINED_TABLE,
            "42703",
            "42883",
            "3F000",
            "3D000",
            "42702",
            "42725",
            "42712",
            "42704",
            "42701",
            "42P02",
            "42P09",
            "42P10");

    private static final Set<String> TYPES = Set.of("42804", "42846", "42P18", "42P21", "42P22", "42809");

    private ServerErrors() {}

    static Diagnostic diagnostic(RejectedException error, QueryText text) {
        var place = text.ofErrorPosition(error.position());
        var hint = Stream.of(error.detail(), error.hint())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return Diagnostic.error(
                code(error.sqlState()),
                error.getMessage(),
                hint.isEmpty() ? ownHint(error.sqlState()) : hint,
                place == null ? text.start() : place);
    }

    /** What we can say where PostgreSQL gives no hint. */
    private static String ownHint(String sqlState) {
        return switch (sqlState) {
            case UNDEFINED_TABLE ->
                "Check the spelling, and the search_path of the topology file if the name has no schema in front of it.";
            case NO_PRIVILEGE -> "GRANT USAGE on the schema and SELECT on the tables to the role of source.user.";
            default -> null;
        };
    }

    private static DiagnosticCode code(String sqlState) {
        if (sqlState.equals(SYNTAX_ERROR)) {
            return DiagnosticCode.SQL_SYNTAX;
        } else if (sqlState.equals(NO_PRIVILEGE)) {
            return DiagnosticCode.SOURCE_PRIVILEGE;
        } else if (NAMES.contains(sqlState)) {
            return DiagnosticCode.SQL_NAME;
        } else if (TYPES.contains(sqlState) || sqlState.startsWith("22")) {
            return DiagnosticCode.SQL_TYPE;
        }
        return DiagnosticCode.SQL_OTHER;
    }
}
