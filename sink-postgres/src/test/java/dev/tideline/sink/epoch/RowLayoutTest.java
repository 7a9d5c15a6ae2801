package dev.tideline.sink.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor.Column;
import dev.tideline.schemas.wire.TopologyDescriptor.Comparison;
import dev.tideline.schemas.wire.TopologyDescriptor.View;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowLayoutTest {

    private static View view(boolean bag, List<String> key, String... columns) {
        var described = java.util.Arrays.stream(columns)
                .map(name -> new Column(name, "text", null, Comparison.EXACT, null))
                .toList();
        return new View("v", new TableName("public", "v"), "topic", described, key, bag, List.of(), null);
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyValueBecomesItsText() {
        var layout = new RowLayout("t", view(false, List.of("b"), "a", "b", "c", "d", "e", "f"));
        var key = new RecordKey(json("{\"b\":12345678901234567890}"));
        assertThat(
                        layout.row(
                                key,
                                json(
                                        "{\"a\":null,\"b\":12345678901234567890,\"c\":-1.50e-7,\"d\":true,\"e\":false,\"f\":\"\\u0041\\n\"}")))
                .containsExactly(null, "12345678901234567890", "-1.50e-7", "t", "f", "A\n");
        assertThat(layout.key(key)).containsExactly("12345678901234567890");
        assertThat(layout.keyPositions()).containsExactly(1);
    }

    @Test
    void theOrderOfTheFieldsDoesNotMatter() {
        var layout = new RowLayout("t", view(false, List.of("a"), "a", "b", "c"));
        assertThat(layout.row(new RecordKey(json("{\"a\":1}")), json("{\"c\":3,\"a\":1,\"b\":2}")))
                .containsExactly("1", "2", "3");
    }

    @Test
    void aBagsRowHasItsIdAndCountFirst() {
        var layout = new RowLayout("t", view(true, List.of(), "a"));
        assertThat(layout.columns()).containsExactly("tideline_row_id", "tideline_count", "a");
        assertThat(layout.row(
                        new RecordKey(json("{\"tideline_row_id\":\"00ff\"}")),
                        json("{\"tideline_count\":3,\"a\":\"x\"}")))
                .containsExactly("00ff", "3", "x");
    }

    @Test
    void whatDoesNotFitIsRefusedNamingTheTopic() {
        var layout = new RowLayout("t", view(false, List.of("a"), "a", "b"));
        var key = new RecordKey(json("{\"a\":1}"));
        for (var broken :
                List.of("[]", "{\"a\":1}", "{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":1,\"b\":{}}", "{\"a\":1,\"b\"", "x")) {
            assertThatThrownBy(() -> layout.row(key, json(broken)))
                    .as(broken)
                    .hasMessageContaining("topic 'topic' holds a");
        }
    }

    @Test
    void keysAreEqualByTheirBytes() {
        var one = new RecordKey(json("{\"a\":1.0}"));
        assertThat(one).isEqualTo(new RecordKey(json("{\"a\":1.0}"))).isNotEqualTo(new RecordKey(json("{\"a\":1.00}")));
        assertThat(one.digest())
                .isEqualTo(new RecordKey(json("{\"a\":1.0}")).digest())
                .isNotEqualTo(new RecordKey(json("{\"a\":1.00}")).digest());
    }
}
