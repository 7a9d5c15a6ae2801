package dev.tideline.deploy.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void setsTextToTheLeftAndNumbersToTheRight() {
        var table =
                new TextTable("VIEW", "ROWS", "STATE").row("a", "1,000", "live").row("longer", "7", "-");
        assertThat(table.text(Palette.PLAIN)).isEqualTo("""
                        VIEW     ROWS  STATE
                        a       1,000  live
                        longer      7  -
                        """);
    }

    @Test
    void coloursTakeNoWidth() {
        var table = new TextTable("A", "B").row(Palette.COLOURED.good("x"), "1").row("yy", "22");
        var lines = table.lines(Palette.PLAIN);
        assertThat(lines.get(1)).endsWith("\u001b[0m    1");
        assertThat(lines.get(2)).isEqualTo("yy  22");
    }

    @Test
    void aColumnWithAWordIsNoColumnOfNumbers() {
        assertThat(new TextTable("N").row("12").row("none").lines(Palette.PLAIN))
                .containsExactly("N", "12", "none");
    }
}
