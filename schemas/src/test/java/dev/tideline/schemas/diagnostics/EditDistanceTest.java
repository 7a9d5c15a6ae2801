package dev.tideline.schemas.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({
        "query,query,0",
        "qurey,query,1",
        "quer,query,1",
        "queryy,query,1",
        "kitten,sitting,3",
        "'',abc,3",
        "ab,ba,1"
    })
    void editsAreCounted(String one, String other, int expected) {
        assertThat(EditDistance.between(one, other)).isEqualTo(expected);
        assertThat(EditDistance.between(other, one)).isEqualTo(expected);
    }

    @Test
    void nearestComeFirstAndFarOnesNotAtAll() {
        List<String> known = List.of("query_file", "query", "key", "description");
        assertThat(EditDistance.suggestions("Qeury", known)).containsExactly("query");
        assertThat(EditDistance.suggestions("queryfile", known)).containsExactly("query_file");
        assertThat(EditDistance.suggestions("materialized", known)).isEmpty();
    }
}
