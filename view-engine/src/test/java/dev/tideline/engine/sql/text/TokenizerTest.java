package dev.tideline.engine.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.sql.text.Token.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTest {

    @Test
    void namesAreFoldedAsPostgresFoldsThem() {
        assertThat(values("SELECT Größe, \"Größe\", \"a\"\"b\", U&\"x\""))
                .containsExactly("select", "größe", ",", "Größe", ",", "a\"b", ",", "x");
        assertThat(kinds("a \"A\"")).containsExactly(Kind.WORD, Kind.QUOTED_WORD);
    }

    @Test
    void unicodeSpacesArePartOfNames() {
        assertThat(values("a\u00a0b c")).containsExactly("a\u00a0b", "c");
    }

    @Test
    void stringsOfAllForms() {
        var sql = "'it''s' E'a\\'b' $$x'y$$ $tag$ $$ $tag$ B'01' x'ff' N'n' U&'\\0041' ''";
        assertThat(values(sql))
                .containsExactly(
                        "'it''s'",
                        "E'a\\'b'",
                        "$$x'y$$",
                        "$tag$ $$ $tag$",
                        "B'01'",
                        "x'ff'",
                        "N'n'",
                        "U&'\\0041'",
                        "''");
        assertThat(kinds(sql)).containsOnly(Kind.STRING);
    }

    @Test
    void backslashesMeanNothingInOrdinaryStrings() {
        assertThat(values("'a\\' b")).containsExactly("'a\\'", "b");
    }

    @Test
    void commentsAreLeftOutAndNest() {
        assertThat(values("a -- b 'c\nd /* e /* f */ g */ h")).containsExactly("a", "d", "h");
    }

    @Test
    void numbersAndParameters() {
        assertThat(values("1.5e+10 .5 1_000 a-1 $12 $x"))
                .containsExactly("1.5e+10", ".5", "1_000", "a", "-", "1", "$12", "$", "x");
        assertThat(kinds("$1")).containsExactly(Kind.PARAMETER);
    }

    @Test
    void tokensKnowWhereTheyStand() {
        var tokens = Tokenizer.tokens("a  'b' \"c\"");
        assertThat(tokens).extracting(Token::start).containsExactly(0, 3, 7);
        assertThat(tokens).extracting(Token::end).containsExactly(1, 6, 10);
    }

    @Test
    void whatIsNotClosedEndsWithTheText() {
        assertThat(values("a 'b c")).containsExactly("a", "'b c");
        assertThat(values("a /* b")).containsExactly("a");
        assertThat(values("a \"b")).hasSize(2);
        assertThat(values("$$a")).containsExactly("$$a");
    }

    private static List<String> values(String sql) {
        return Tokenizer.tokens(sql).stream().map(Token::value).toList();
    }

    private static List<Kind> kinds(String sql) {
        return Tokenizer.tokens(sql).stream().map(Token::kind).toList();
    }
}
