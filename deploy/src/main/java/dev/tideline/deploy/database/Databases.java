package dev.tideline.deploy.database;

import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** Opens connections, and translates what a server refuses. */
public final class Databases {

    private static final String CONNECT_TIMEOUT_S = "10";

    /** Which of the two databases. */
    public enum Role {
        SOURCE("source", DiagnosticCode.SOURCE_UNREACHABLE, DiagnosticCode.SOURCE_PRIVILEGE),
        TARGET("target", DiagnosticCode.TARGET_UNREACHABLE, DiagnosticCode.TARGET_PRIVILEGE);

        private final String word;
        private final DiagnosticCode unreachable;
        private final DiagnosticCode privilege;

        Role(String word, DiagnosticCode unreachable, DiagnosticCode privilege) {
            this.word = word;
            this.unreachable = unreachable;
            this.privilege = privilege;
        }
    }

    private Databases() {}

    public static Connection connect(Role role, TidelineConfig.Database database) {
        return connect(role, database, new Properties());
    }

    /**
     * A new connection of the caller's.
     *
     * @param further properties of the driver
     * @throws DiagnosticException if the server does not answer or does not let us in
     */
    public static Connection connect(Role role, TidelineConfig.Database database, Properties further) {
        var properties = new Properties();
        properties.put("user", database.user());
        properties.put("password", database.password().reveal());
        properties.put("ApplicationName", "tideline");
        properties.put("connectTimeout", CONNECT_TIMEOUT_S);
        properties.put("loginTimeout", CONNECT_TIMEOUT_S);
        properties.put("tcpKeepAlive", "true");
        properties.putAll(further);
        try {
            return DriverManager.getConnection(database.url(), properties);
        } catch (SQLException e) {
            throw failure(role, database, e);
        }
    }

    /** What a user can do about a failure that is theirs to mend; any other is handed back as a bug. */
    public static RuntimeException failure(Role role, TidelineConfig.Database database, SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals("42501")) {
            return new DiagnosticException(
                    List.of(Diagnostic.error(
                            role.privilege,
                            "The " + role.word + " refuses user " + database.user() + ": " + message(e),
                            null,
                            null)),
                    e);
        }
        boolean connection = state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
        boolean login = state.startsWith("28") || state.equals("3D000");
        if (connection || login) {
            return new DiagnosticException(
                    List.of(Diagnostic.error(
                            role.unreachable,
                            "Cannot reach the " + role.word + " database at " + database.shownUrl() + ": " + message(e),
                            login
                                    ? "Check " + role.word + ".url, " + role.word + ".user and " + role.word
                                            + ".password."
                                    : "Check that the server runs and that " + role.word + ".url is right.",
                            null)),
                    e);
        }
        return new IllegalStateException("unexpected failure of the " + role.word + " database: " + message(e), e);
    }

    private static String message(SQLException e) {
        var message = e.getMessage() == null
                ? e.toString()
                : e.getMessage().lines().findFirst().orElse("");
        return message.startsWith("FATAL: ") ? message.substring("FATAL: ".length()) : message;
    }
}
