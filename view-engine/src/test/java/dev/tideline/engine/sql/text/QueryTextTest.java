package dev.tideline.engine.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.config.SqlText;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QueryTextTest {

    /** A text that stands alone in its file. */
    private record Whole(String text) implements SqlText {
        @Override
        public SourcePosition positionOf(int offset) {
            var before = text.substring(0, Math.min(offset, text.length()));
            int lineStart = before.lastIndexOf('\n') + 1;
            return new SourcePosition(
                    "q.sql",
                    (int) before.chars().filter(c -> c == '\n').count() + 1,
                    before.codePointCount(lineStart, before.length()) + 1);
        }
    }

    @Test
    void nodesAreLocatedInBytesAndErrorsInCharacters() {
        var text = QueryText.of(new Whole("select 'äß€😀',\n  x")).wrapped("WITH \"ö\" AS (", ") q");
        int byteOffset = text.sql().substring(0, text.sql().indexOf(" x") + 1).getBytes(StandardCharsets.UTF_8).length;
        int characters = text.sql().codePointCount(0, text.sql().indexOf(" x") + 1);
        assertThat(text.ofLocation(byteOffset)).isEqualTo(new SourcePosition("q.sql", 2, 3));
        assertThat(text.ofErrorPosition(characters + 1)).isEqualTo(new SourcePosition("q.sql", 2, 3));
        assertThat(text.tokenAt(byteOffset).value()).isEqualTo("x");
    }

    @Test
    void placesOutsideTheUsersPart() {
        var text = QueryText.of(new Whole("select a  ")).wrapped("WITH x AS (", ") q");
        assertThat(text.ofLocation(-1)).isNull();
        assertThat(text.ofLocation(3)).isNull();
        assertThat(text.ofErrorPosition(0)).isNull();
        assertThat(text.ofErrorPosition(3)).isNull();
        assertThat(text.ofErrorPosition(text.sql().length())).isEqualTo(new SourcePosition("q.sql", 1, 9));
        assertThat(text.isBeforeBody(11)).isTrue();
        assertThat(text.isBeforeBody(12)).isFalse();
        assertThat(text.isInBody(12)).isTrue();
        assertThat(text.isInBody(text.sql().length())).isFalse();
    }

    @Test
    void semicolonsAtTheEndAreNoPartOfAQuery() {
        assertThat(QueryText.of(new Whole("select 1 ; -- done\n;\n")).sql()).isEqualTo("select 1");
        assertThat(QueryText.of(new Whole("select ';' -- a;")).sql()).isEqualTo("select ';' -- a;");
    }

    @Test
    void relationsAreFoundWhereTheyAreRead() {
        var text = QueryText.of(new Whole("select orders, x.orders from x, s.orders join orders o on true"));
        assertThat(text.ofRelation("orders")).isEqualTo(new SourcePosition("q.sql", 1, 47));
        assertThat(text.ofRelation("x")).isEqualTo(new SourcePosition("q.sql", 1, 30));
        assertThat(text.ofRelation("nowhere")).isEqualTo(new SourcePosition("q.sql", 1, 1));
        assertThat(QueryText.of(new Whole("select 1 from a, \"B c\".d")).ofRelation("d"))
                .isEqualTo(new SourcePosition("q.sql", 1, 18));
    }

    @Test
    void keywordsAreFoundInARow() {
        var text = QueryText.of(new Whole("select distinct a,\n distinct on"));
        assertThat(text.ofKeywords("distinct", "x", "on")).isEqualTo(new SourcePosition("q.sql", 2, 2));
        assertThat(text.ofKeywords("for", "update")).isEqualTo(new SourcePosition("q.sql", 1, 1));
    }

    @Test
    void theOuterOrderIsFound() {
        var text = QueryText.of(new Whole("select (select 1 order by 1)\norder by x, f(a order by b)"));
        assertThat(text.ofOuterOrderBy()).isEqualTo(new SourcePosition("q.sql", 2, 1));
    }
}
