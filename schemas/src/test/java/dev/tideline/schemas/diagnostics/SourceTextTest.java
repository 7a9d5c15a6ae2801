package dev.tideline.schemas.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceTextTest {

    @Test
    void allThreeKindsOfLineEndsCount() {
        var source = new SourceText("f", "a\nb\r\nc\rd");
        assertThat(source.lineCount()).isEqualTo(4);
        assertThat(source.line(1) + source.line(2) + source.line(3) + source.line(4))
                .isEqualTo("abcd");
        assertThat(source.positionAt(source.text().indexOf('d'))).isEqualTo(new SourcePosition("f", 4, 1));
    }

    @Test
    void columnsCountCodePoints() {
        var source = new SourceText("f", "ok\n😀é x");
        assertThat(source.positionAt(source.text().indexOf('x'))).hasToString("f:2:4");
    }

    @Test
    void placesBeyondTheTextMeanItsEnds() {
        var source = new SourceText("f", "ab\n");
        assertThat(source.positionAt(-1)).hasToString("f:1:1");
        assertThat(source.positionAt(99)).hasToString("f:2:1");
        assertThat(source.line(2)).isEmpty();
    }
}
