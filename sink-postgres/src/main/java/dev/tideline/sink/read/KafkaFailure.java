package dev.tideline.sink.read;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Kafka could not answer, for a reason that passes: an outage, a leader that moves. Reading begins anew. */
public final class KafkaFailure extends RuntimeException {

    KafkaFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The exception to throw for {@code cause}, which happened while {@code doing}. */
    static RuntimeException of(Throwable cause, String doing) {
        var root = cause instanceof ExecutionException && cause.getCause() != null ? cause.getCause() : cause;
        if (root instanceof AuthenticationException || root instanceof AuthorizationException) {
            return new DiagnosticException(
                    List.of(Diagnostic.error(
                            DiagnosticCode.KAFKA_UNREACHABLE,
                            doing + ": " + root.getMessage(),
                            "Check the security settings under 'kafka:' and the rights of that user.",
                            null)),
                    root);
        }
        return new KafkaFailure(doing + ": " + root.getMessage(), root);
    }
}
