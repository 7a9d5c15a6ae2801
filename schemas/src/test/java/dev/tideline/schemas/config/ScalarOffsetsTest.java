package dev.tideline.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.config.YamlNode.Mapping;
import dev.tideline.schemas.config.YamlNode.Scalar;
import dev.tideline.schemas.config.YamlNode.Style;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.diagnostics.SourceText;
import java.util.EnumMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarOffsetsTest {

    private static Scalar scalar(String yaml) {
        var root = (Mapping) YamlParser.parse(new SourceText("f.yaml", yaml)).root();
        return (Scalar) root.entry("query").orElseThrow().value();
    }

    private static FileSqlText sql(String yaml) {
        return FileSqlText.ofScalar(new SourceText("f.yaml", yaml), scalar(yaml));
    }

    /** In every form of a scalar the mark § must be found where it stands in the file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "query: SELECT §",
                "query:   §SELECT # comment",
                "query:\n  SELECT §",
                "query: SELECT a,\n    b,\n\n    § FROM t",
                "query: 'it''s § here'",
                "query: 'two\n   lines ''and'' \n\n\n  § more'",
                "query: \"tab\\t nul\\0 \\x41 \\u00e9 \\U0001F600 \\\" § end\"",
                "query: \"escaped \\\n     break \\ § end\"",
                "query: \"folded  \n\n   \n  line § end\"",
                "query: |\n  SELECT §",
                "query: |\n  SELECT a,\n         b\n    FROM § t\n",
                "query: |-\n  SELECT a\n\n  FROM § t\n\n\n",
                "query: |+\n  SELECT §\n\n\nother: 1\n",
                "query: |2\n     indented § deeper\n  less\n",
                "query: |1-  # comment\n    § x\n",
                "query: |\n\n\n    after § empty lines\n",
                "query: |\n  trailing blanks  \n  § \t \n  \n",
                "query: |\r\n  SELECT a\r\n  FROM § t\r\n",
                "query: &sql |\n  SELECT § a\n",
                "query: !!str\n  'SELECT § a'\n",
                "query: !!str &sql # comment\n  \"SELECT § a\"\n",
                "other: 😀\nquery: |\n  SELECT '😀' || § \n",
                "{other: 1, query: \"SELECT §\", next: 2}",
                "{query: SELECT §, next: 2}",
                "? query\n: |\n  SELECT §\n",
            })
    void markIsFound(String yaml) {
        var source = new SourceText("f.yaml", yaml);
        FileSqlText sql = sql(yaml);
        int mark = sql.text().indexOf('§');
        assertThat(mark).isNotNegative();
        assertThat(sql.positionOf(mark)).isEqualTo(source.positionAt(yaml.indexOf('§')));
    }

    @Test
    void positionsAreOneBasedAndCountCodePoints() {
        FileSqlText sql = sql("# head\nquery: |\n  SELECT '😀',\n    contry\n");
        assertThat(sql.text()).isEqualTo("SELECT '😀',\n  contry\n");
        assertThat(sql.positionOf(0)).hasToString("f.yaml:3:3");
        assertThat(sql.positionOf(sql.text().indexOf(','))).hasToString("f.yaml:3:13");
        assertThat(sql.positionOf(sql.text().indexOf("contry"))).hasToString("f.yaml:4:5");
        assertThat(sql.positionOf(sql.text().length())).hasToString("f.yaml:5:1");
        assertThat(sql.positionOf(10_000)).isEqualTo(sql.positionOf(sql.text().length()));
        assertThat(sql.positionOf(-1)).isEqualTo(sql.positionOf(0));
    }

    @Test
    void endOfQuotedAndPlainTextIsBehindTheLastCharacter() {
        assertThat(sql("query: abc").positionOf(3)).hasToString("f.yaml:1:11");
        assertThat(sql("query: 'abc'").positionOf(3)).hasToString("f.yaml:1:12");
        assertThat(sql("query: |\n  abc").positionOf(3)).hasToString("f.yaml:2:6");
    }

    /**
     * Random scalars in random styles: wherever a letter of the value comes from a letter of the file, the file has that
     * letter at the place that is named. Letters are the bulk, so a reader that lost its way could not pass.
     */
    @Test
    void randomScalarsAreFollowed() {
        long seed = Long.getLong("tideline.test.seed", 1);
        System.out.println("ScalarOffsetsTest seed " + seed);
        var random = new Random(seed);
        var letters = new EnumMap<Style, Integer>(Style.class);
        for (int i = 0; i < 20_000; i++) {
            String yaml = "x: [1]\nquery: " + randomScalar(random) + "\ny: 2\n";
            Scalar scalar;
            try {
                scalar = scalar(yaml);
            } catch (DiagnosticException notYaml) {
                continue;
            }
            if (scalar.style() == Style.FOLDED) {
                continue;
            }
            int[] offsets = ScalarOffsets.of(yaml, scalar);
            for (int at = 0; at < scalar.value().length(); at++) {
                char c = scalar.value().charAt(at);
                assertThat(at == 0 || offsets[at] >= offsets[at - 1]).isTrue();
                if (Character.isLetter(c) && yaml.charAt(offsets[at]) != '\\') {
                    assertThat(yaml.charAt(offsets[at])).as(yaml).isEqualTo(c);
                    letters.merge(scalar.style(), 1, Integer::sum);
                }
            }
        }
        assertThat(letters)
                .containsOnlyKeys(Style.PLAIN, Style.SINGLE_QUOTED, Style.DOUBLE_QUOTED, Style.LITERAL)
                .allSatisfy((style, count) -> assertThat(count).isGreaterThan(2_000));
    }

    private static String randomScalar(Random random) {
        String[] pieces = {
            "a", "b", "select", "é", "注", "😀", " ", "  ", "\t", "''", ",", "(", ")", "--", "=", "x:y", "1", "\n  ",
            "\n\n  ", "\n    ", " \n  ", "\r\n  ", "\\n", "\\u0041", "\\x42", "\\\\", "\\\"", "\\\n  ", "q", "w",
            "\n \n  "
        };
        var body = new StringBuilder();
        int length = 1 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            body.append(pieces[random.nextInt(pieces.length)]);
        }
        String plain = body.toString().replace("\\", "/");
        return switch (random.nextInt(4)) {
            case 0 -> "p" + plain;
            case 1 -> "'" + plain + "'";
            case 2 -> "\"" + body + "\"";
            default -> "|" + new String[] {"", "-", "+", "2", "2-"}[random.nextInt(5)] + "\n  " + plain;
        };
    }
}
