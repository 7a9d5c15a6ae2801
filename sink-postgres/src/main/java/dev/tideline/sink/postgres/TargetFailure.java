package dev.tideline.sink.postgres;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * The target could not do what was asked, for a reason that passes: a cut connection, a restart, a deadlock, a full disk.
 * The caller opens a new session and goes on from what the target then holds. Reasons that only a person can mend become a
 * {@link DiagnosticException} instead.
 */
public final class TargetFailure extends RuntimeException {

    private static final Set<String> PASSING_STATES = Set.of(
            "25006", // read only: a failover is under way
            "40001", "40P01", "55006", "55P03", "57014", "57P01", "57P02", "57P03", "57P05", "25P03", "25P04");

    private TargetFailure(String message, SQLException cause) {
        super(message, cause);
    }

    /** The session must begin anew from what the target holds. */
    static TargetFailure startOver(String why) {
        return new TargetFailure(why, null);
    }

    /** The exception to throw for {@code cause}, which happened while {@code doing}. */
    static RuntimeException of(SQLException cause, String doing) {
        return passes(cause)
                ? new TargetFailure(doing + ": " + cause.getMessage(), cause)
                : new DiagnosticException(List.of(diagnostic(cause, doing)), cause);
    }

    private static boolean passes(SQLException cause) {
        String state = cause.getSQLState();
        if (state == null) {
            return true;
        }
        // 08 connection, 53 resources (disk, memory, connections), 58 system errors outside PostgreSQL.
        return state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("58")
                || PASSING_STATES.contains(state);
    }

    private static Diagnostic diagnostic(SQLException cause, String doing) {
        String state = cause.getSQLState();
        String message = doing + ": " + cause.getMessage();
        if (state.startsWith("28") || state.equals("3D000")) {
            return Diagnostic.error(
                    DiagnosticCode.TARGET_UNREACHABLE,
                    message,
                    "Check target.url, target.user and target.password.",
                    null);
        }
        if (state.equals("42501")) {
            return Diagnostic.error(
                    DiagnosticCode.TARGET_PRIVILEGE, message, "Grant the right to target.user, then it goes on.", null);
        }
        String hint = "The topology stays at its last state and tries again until this is mended.";
        if (state.equals("22P02")) {
            hint = "If an enum of the source has a new value, add it in the target, too (ALTER TYPE … ADD VALUE …). "
                    + hint;
        }
        return Diagnostic.error(DiagnosticCode.TARGET_RELATION, message, hint, null);
    }
}
