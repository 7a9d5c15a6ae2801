package dev.tideline.engine.runtime;

import dev.tideline.engine.gate.GateViolation;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;

/**
 * Why a generation stopped, and what is to be done about it.
 *
 * @param diagnostic for people
 */
record Failure(Kind kind, Diagnostic diagnostic, Throwable cause) {

    private static final String OUR_PACKAGES = "dev.tideline.";

    enum Kind {
        /** Kafka or the disk had a bad moment: start again. */
        TRANSIENT,
        /** What was to be read is gone: begin anew from a snapshot. */
        REHYDRATE,
        /** Going on would show wrong answers, or fail again: stop until somebody looks. */
        STOP
    }

    /** Judges what ended a stream thread. */
    static Failure of(Throwable thrown, String topology) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidOffsetException || cause instanceof MissingSourceTopicException) {
                return rehydrate("records that topology " + topology + " had not read yet are gone from Kafka", thrown);
            }
            if (cause instanceof ReopenedException) {
                return again(topology, cause.getMessage(), thrown);
            }
            if (cause instanceof BulkLoadException) {
                return rehydrate(cause.getMessage(), thrown);
            }
            if (cause instanceof DiagnosticException known) {
                return new Failure(Kind.STOP, known.diagnostics().get(0), thrown);
            }
            if (cause instanceof GateViolation violation) {
                return stop(topology, violation.getMessage(), thrown);
            }
        }
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof Error || isOurs(root)) {
            return stop(topology, root.toString(), thrown);
        }
        return again(topology, root.toString(), thrown);
    }

    private static Failure again(String topology, String message, Throwable cause) {
        return new Failure(
                Kind.TRANSIENT,
                Diagnostic.warning(
                        DiagnosticCode.KAFKA_UNREACHABLE,
                        "Topology " + topology + " starts again after: " + message,
                        null,
                        null),
                cause);
    }

    /**
     * True if our code, or what it calls in the Java library, has thrown it: then it is a violation or a bug, and would come again.
     * Kafka's own exceptions pass, except those about what we wrote.
     */
    private static boolean isOurs(Throwable root) {
        if (root instanceof RecordTooLargeException || root instanceof SerializationException) {
            return true;
        }
        String thrown = root.getClass().getName();
        if (thrown.startsWith(OUR_PACKAGES) || isForeign(thrown)) {
            return thrown.startsWith(OUR_PACKAGES);
        }
        for (StackTraceElement frame : root.getStackTrace()) {
            if (frame.getClassName().startsWith(OUR_PACKAGES)) {
                return true;
            }
            if (isForeign(frame.getClassName())) {
                return false;
            }
        }
        return false;
    }

    private static boolean isForeign(String className) {
        return className.startsWith("org.apache.kafka.") || className.startsWith("org.rocksdb.");
    }

    private static Failure rehydrate(String reason, Throwable cause) {
        return new Failure(
                Kind.REHYDRATE,
                Diagnostic.warning(
                        DiagnosticCode.KAFKA_TOPIC,
                        "The views are built anew from a snapshot: " + reason + ".",
                        "Until they have caught up, the tables keep their last state. If this happens after longer stops, raise"
                                + " kafka.retention.",
                        null),
                cause);
    }

    private static Failure stop(String topology, String message, Throwable cause) {
        return new Failure(
                Kind.STOP,
                Diagnostic.error(
                        DiagnosticCode.KAFKA_TOPIC,
                        "Topology " + topology + " has stopped, since going on could show wrong answers: " + message,
                        "Nobody but Tideline may write to its topics. Please report this together with the log.",
                        null),
                cause);
    }
}
