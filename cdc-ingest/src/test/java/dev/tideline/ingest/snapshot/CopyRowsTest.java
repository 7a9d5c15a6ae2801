package dev.tideline.ingest.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CopyRowsTest {

    private static String[] parse(int columns, String line) {
        return new CopyRows(columns).parse((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void plainAndEscapedColumns() {
        assertThat(parse(3, "1\ttext\täß😀")).containsExactly("1", "text", "äß😀");
        assertThat(parse(4, "\\N\t\t\\\\N\tN")).containsExactly(null, "", "\\N", "N");
        assertThat(parse(1, "a\\tb\\nc\\\\d\\r\\b\\f\\v\\.")).containsExactly("a\tb\nc\\d\r\b\f\u000b.");
        assertThat(parse(1, "x".repeat(5000) + "\\n")).containsExactly("x".repeat(5000) + "\n");
    }

    @Test
    void rowsWithoutColumns() {
        assertThat(parse(0, "")).isEmpty();
        assertThat(parse(1, "")).containsExactly("");
    }

    @Test
    void anotherNumberOfColumnsIsAnError() {
        assertThatThrownBy(() -> parse(2, "a\tb\tc")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> parse(2, "a")).isInstanceOf(RuntimeException.class);
    }
}
