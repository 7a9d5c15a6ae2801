package dev.tideline.schemas.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosticRendererTest {

    private static String shown(String text, int line, int column, int width) {
        var renderer = new DiagnosticRenderer(name -> Optional.of(text), width);
        return renderer.render(
                Diagnostic.error(DiagnosticCode.SQL_NAME, "wrong", null, new SourcePosition("f.sql", line, column)));
    }

    @Test
    void sourceLineHasGutterAndCaret() {
        var renderer =
                new DiagnosticRenderer(name -> Optional.of("\n".repeat(11) + "      SELECT c.contry, o.day"), 80);
        assertThat(renderer.render(Diagnostic.error(
                        DiagnosticCode.SQL_NAME,
                        "column c.contry does not exist",
                        "did you mean \"country\"?",
                        new SourcePosition("views/sales.yaml", 12, 14))))
                .isEqualTo("""
                        error[TL-0202]: column c.contry does not exist
                          --> views/sales.yaml:12:14
                           |
                        12 |       SELECT c.contry, o.day
                           |              ^
                           = hint: did you mean "country"?
                        """);
    }

    @Test
    void noPlaceNoLine() {
        var renderer = new DiagnosticRenderer(name -> Optional.empty(), 80);
        var bare = Diagnostic.warning(DiagnosticCode.SOURCE_WAL_LEVEL, "first\nsecond", "run:\nALTER SYSTEM", null);
        var unreadable =
                Diagnostic.error(DiagnosticCode.SQL_NAME, "wrong", "mend it", new SourcePosition("gone.sql", 3, 4));
        assertThat(renderer.render(List.of(bare, unreadable))).isEqualTo("""
                warning[TL-0402]: first
                  second
                  = hint: run:
                          ALTER SYSTEM

                error[TL-0202]: wrong
                 --> gone.sql:3:4
                  = hint: mend it

                1 error, 1 warning
                """);
    }

    @Test
    void placeBehindTheFilesEndShowsNoLine() {
        assertThat(shown("one line", 9, 1, 80)).doesNotContain("|").contains("f.sql:9:1");
    }

    @Test
    void caretStandsUnderItsCharacterWhateverIsInFrontOfIt() {
        assertThat(shown("\t\tx", 1, 3, 80)).contains("1 |         x\n  |         ^\n");
        assertThat(shown("注文 x", 1, 4, 80)).contains("1 | 注文 x\n  |      ^\n");
        assertThat(shown("e\u0301 x", 1, 4, 80)).contains("  |   ^\n");
        assertThat(shown("😀 x", 1, 3, 80)).contains("  |    ^\n");
        assertThat(shown("ab", 1, 3, 80)).contains("1 | ab\n  |   ^\n");
        assertThat(shown("ab", 1, 77, 80)).contains("1 | ab\n  |   ^\n");
    }

    @Test
    void filesCannotSendControlCharactersToTheTerminal() {
        String shown = shown("a\u001B[31mred\u202E x", 1, 2, 80);
        assertThat(shown).doesNotContain("\u001B").doesNotContain("\u202E").contains("a�[31mred� x");
        var message = Diagnostic.error(DiagnosticCode.SQL_OTHER, "bell \u0007", "esc \u001B", null);
        assertThat(new DiagnosticRenderer().render(message))
                .doesNotContain("\u0007")
                .doesNotContain("\u001B");
    }

    @Test
    void longLineIsCutAroundTheCaret() {
        String line = "a".repeat(500) + "X" + "b".repeat(500);
        for (int column : new int[] {1, 10, 50, 501, 990, 1001}) {
            List<String> lines = shown(line, 1, column, 60).lines().toList();
            String source = lines.get(3);
            String caret = lines.get(4);
            assertThat(source.length()).isBetween(50, 60);
            assertThat(caret.length()).isLessThanOrEqualTo(source.length());
            assertThat(source.charAt(caret.length() - 1)).isEqualTo(line.charAt(column - 1));
            assertThat(source.startsWith("1 | …")).isEqualTo(column > 20);
            assertThat(source.endsWith("…")).isEqualTo(column < 990);
        }
        assertThat(shown("x".repeat(56), 1, 1, 60))
                .contains("x".repeat(56) + "\n")
                .doesNotContain("…");
    }

    @Test
    void filesAreReadFromDiskByTheNamesInPositions(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.sql"), "\uFEFFSELECT x");
        var diagnostic =
                Diagnostic.error(DiagnosticCode.SQL_NAME, "wrong", null, new SourcePosition(file.toString(), 1, 8));
        assertThat(new DiagnosticRenderer().render(diagnostic)).contains("1 | SELECT x\n  |        ^\n");
    }
}
