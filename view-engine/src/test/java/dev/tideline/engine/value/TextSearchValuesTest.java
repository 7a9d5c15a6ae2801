package dev.tideline.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** What no server can be asked: values that it would not read again, and texts that it reads as its locale has it. */
class TextSearchValuesTest {

    private static final SessionSettings OLD = new SessionSettings(ZoneId.of("UTC"), 17);

    @Test
    void whatAServerPrintedIsTakenAsItIs() {
        var vector = PgTsVector.printed("'' 'a':0,5B");
        assertThat(vector.size()).isEqualTo(2);
        assertThat(vector.word(0)).isEmpty();
        assertThat(vector.entries(1)).containsExactly(PgTsVector.entry(0, 0), PgTsVector.entry(5, 2));
        assertThat(vector).hasToString("'' 'a':0,5B").isEqualTo(PgTsVector.printed("'' 'a':0,5B"));
        assertRefused("42601", "syntax error in tsvector: \"'' 'a':0,5B\"", "'' 'a':0,5B", SessionSettings.UTC);

        var query = PgTsQuery.printed("!".repeat(40) + "'a'");
        assertThat(PgTsQuery.of(query.root())).isEqualTo(query);
        assertThatThrownBy(() -> TsQueryParser.read(query.toString(), SessionSettings.UTC))
                .isInstanceOf(SqlError.class)
                .hasMessage("tsquery stack too small");
    }

    @Test
    void whiteSpaceOfLocales() {
        assertThat(TsVectorText.read("a\u2003b", SessionSettings.UTC).size()).isEqualTo(1);
        assertThat(TsVectorText.read("'a\u2003b'", OLD).size()).isEqualTo(1);
        assertRefused(
                "0A000",
                "whether U+2003 outside of quotes is white space is up to the locale of the source's database",
                "a\u2003b",
                OLD);
    }

    @Test
    void theWeightOfTheLastPossiblePosition() {
        assertThat(TsVectorText.read("a:1,16383C,16383A", OLD)).hasToString("'a':1,16383C");
        assertRefused(
                "0A000",
                "the weight of position 16383 is open: it stands there more than once, as the last one",
                "a:7,6,5,4,3,2,16383C,16383A",
                OLD);
    }

    @Test
    void chainsAreTheSameHoweverTheyAreNested() {
        var left = TsQueryParser.read("(a & b) & (c | d | e)", OLD);
        assertThat(TsQueryParser.read("a & (b & ((c | d) | e))", OLD))
                .isEqualTo(left)
                .hasSameHashCodeAs(left);
        assertThat(left).hasToString("'a' & 'b' & ( 'c' | 'd' | 'e' )");
    }

    private static void assertRefused(String state, String message, String text, SessionSettings session) {
        assertThatThrownBy(() -> TsVectorText.read(text, session))
                .isInstanceOfSatisfying(
                        SqlError.class, error -> assertThat(error.sqlState()).isEqualTo(state))
                .hasMessage(message);
    }
}
