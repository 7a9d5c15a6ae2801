package dev.tideline.deploy.command;

import dev.tideline.deploy.output.ExitCode;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.util.List;

/** Which exit code a failure has: what is wrong with a view is a finding, what keeps us from looking is not. */
final class ExitCodes {

    private ExitCodes() {}

    static ExitCode of(DiagnosticException failure) {
        return of(failure.diagnostics());
    }

    static ExitCode of(List<Diagnostic> diagnostics) {
        var errors = diagnostics.stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::code)
                .toList();
        if (errors.isEmpty()) {
            return ExitCode.FINE;
        }
        if (errors.contains(DiagnosticCode.TIMED_OUT)) {
            return ExitCode.TIMED_OUT;
        }
        return errors.stream().allMatch(ExitCodes::isFinding) ? ExitCode.FINDINGS : ExitCode.COULD_NOT;
    }

    private static boolean isFinding(DiagnosticCode code) {
        return switch (code) {
            case YAML_SYNTAX,
                    YAML_SCHEMA,
                    DUPLICATE_VIEW,
                    DUPLICATE_TOPOLOGY,
                    VIEW_CYCLE,
                    SQL_SYNTAX,
                    SQL_NAME,
                    SQL_TYPE,
                    SQL_OTHER,
                    SQL_UNSUPPORTED,
                    SQL_FUNCTION_UNSUPPORTED,
                    SQL_TYPE_UNSUPPORTED,
                    SQL_COLLATION_UNSUPPORTED,
                    SQL_VOLATILE,
                    SQL_RELATION_UNSUPPORTED,
                    SQL_REPRESENTATION_OPEN,
                    SQL_ORDER_OPEN,
                    KEY_NOT_UNIQUE -> true;
            default -> false;
        };
    }
}
