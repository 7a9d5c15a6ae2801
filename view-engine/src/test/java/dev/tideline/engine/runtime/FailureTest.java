package dev.tideline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.value.SqlError;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void badMomentsOfKafkaPass() {
        assertKind(new StreamsException("x", new TimeoutException("y")), Failure.Kind.TRANSIENT);
        assertKind(new TaskMigratedException("fenced"), Failure.Kind.TRANSIENT);
        assertKind(new ProcessorStateException("disk"), Failure.Kind.TRANSIENT);
        assertKind(new StreamsException(new ReopenedException()), Failure.Kind.TRANSIENT);
    }

    @Test
    void whatIsGoneIsBuiltAnew() {
        var offsets = new OffsetOutOfRangeException(Map.of(new TopicPartition("t", 0), 5L));
        assertKind(new StreamsException("x", offsets), Failure.Kind.REHYDRATE);
        assertKind(new MissingSourceTopicException("t"), Failure.Kind.REHYDRATE);
        assertKind(new StreamsException(new BulkLoadException(7)), Failure.Kind.REHYDRATE);
    }

    @Test
    void whatWouldBeWrongStops() {
        var known = Diagnostic.error(DiagnosticCode.SOURCE_TABLE, "gone", null, null);
        assertThat(Failure.of(new StreamsException(new DiagnosticException(known)), "t"))
                .extracting(Failure::kind, Failure::diagnostic)
                .containsExactly(Failure.Kind.STOP, known);
        assertKind(new StreamsException(new IllegalStateException("thrown by us")), Failure.Kind.STOP);
        assertKind(new StreamsException(SqlError.divisionByZero()), Failure.Kind.STOP);
        assertKind(new StreamsException(new OutOfMemoryError()), Failure.Kind.STOP);
        assertKind(new ProcessorStateException("flush", new NullPointerException()), Failure.Kind.STOP);
    }

    private static void assertKind(Throwable thrown, Failure.Kind kind) {
        Failure failure = Failure.of(thrown, "sales");
        assertThat(failure.kind()).as(thrown.toString()).isEqualTo(kind);
        assertThat(failure.diagnostic().message()).isNotBlank();
        assertThat(failure.cause()).isSameAs(thrown);
    }
}
