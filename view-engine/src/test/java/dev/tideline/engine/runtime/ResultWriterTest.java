package dev.tideline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Bytes;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.Row;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor.Comparison;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResultWriterTest {

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(PgType.BOOL, true, "true"),
                Arguments.of(PgType.INT2, -3, "-3"),
                Arguments.of(PgType.INT8, Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of(PgType.FLOAT4, 1.1f, "1.1"),
                Arguments.of(PgType.FLOAT8, 1e20, "1e+20"),
                Arguments.of(PgType.FLOAT8, -0.0, "-0"),
                Arguments.of(PgType.FLOAT8, Double.NaN, "\"NaN\""),
                Arguments.of(PgType.FLOAT8, Double.NEGATIVE_INFINITY, "\"-Infinity\""),
                Arguments.of(new PgType.Base("oid"), 5L, "\"5\""),
                Arguments.of(PgType.NUMERIC, PgNumeric.of(new BigDecimal("1.00")), "\"1.00\""),
                Arguments.of(PgType.TEXT, "a\"\\\n\u0001é😀", "\"a\\\"\\\\\\n\\u0001é😀\""),
                Arguments.of(PgType.BYTEA, new Bytes(new byte[] {0, -1}), "\"\\\\x00ff\""),
                Arguments.of(PgType.DATE, 0, "\"2000-01-01\""),
                Arguments.of(PgType.TIMESTAMPTZ, 1L, "\"2000-01-01 00:00:00.000001+00\""),
                Arguments.of(PgType.INTERVAL, new PgInterval(14, -3, 0), "\"1 year 2 mons -3 days\""),
                Arguments.of(new PgType.Array(PgType.INT4), PgArray.of(1, null), "\"{1,NULL}\""),
                Arguments.of(PgType.TEXT, null, "null"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("values")
    void writesEveryTypeAsTheContractSays(PgType type, Object value, String json) {
        var writer = writer(List.of("v"), false, type);
        assertThat(text(writer.value(new Row(value), 1))).isEqualTo("{\"v\":" + json + "}");
        assertThat(text(writer.key(new Row(value)))).isEqualTo("{\"v\":" + json + "}");
    }

    @Test
    void theKeyHasTheKeyColumnsOnly() {
        var writer = writer(List.of("v2", "v"), false, PgType.INT4, PgType.TEXT, PgType.TEXT);
        assertThat(text(writer.key(new Row("x", 1)))).isEqualTo("{\"v2\":\"x\",\"v\":1}");
        assertThat(text(writer.value(new Row(1, "y", "x"), 1))).isEqualTo("{\"v\":1,\"v1\":\"y\",\"v2\":\"x\"}");
    }

    @Test
    void aViewOfOneRowHasAnEmptyKey() {
        assertThat(text(writer(List.of(), false, PgType.INT4).key(Row.EMPTY))).isEqualTo("{}");
    }

    @Test
    void aBagsRowsAreKnownByTheirBytes() {
        var writer = writer(List.of(), true, PgType.NUMERIC, PgType.TEXT);
        var row = new Row(PgNumeric.of(new BigDecimal("1.0")), null);
        var sameRow = new Row(PgNumeric.of(new BigDecimal("1.0")), null);
        var equalRow = new Row(PgNumeric.of(new BigDecimal("1.00")), null);
        assertThat(text(writer.key(row)))
                .matches("\\{\"tideline_row_id\":\"[0-9a-f]{32}\"\\}")
                .isEqualTo(text(writer.key(sameRow)))
                .isNotEqualTo(text(writer.key(equalRow)));
        assertThat(text(writer.value(row, 3))).isEqualTo("{\"v\":\"1.0\",\"v1\":null,\"tideline_count\":3}");
    }

    @Test
    void whereColumnsBeginMatters() {
        var writer = writer(List.of(), true, PgType.TEXT, PgType.TEXT);
        var keys = Stream.of(
                        new Row("a", "b"),
                        new Row("ab", ""),
                        new Row("", "ab"),
                        new Row("ab", null),
                        new Row(null, "ab"))
                .map(row -> text(writer.key(row)))
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
    }

    /** Columns v, v1, v2 … */
    private static ResultWriter writer(List<String> key, boolean bag, PgType... types) {
        var columns = Arrays.stream(types)
                .map(type -> new SqlType(type, -1, Collation.C))
                .map(type -> new ResultView.Column("", type, "", null, Comparison.EXACT, null))
                .toList();
        var named = new java.util.ArrayList<ResultView.Column>();
        for (int i = 0; i < columns.size(); i++) {
            named.add(new ResultView.Column(
                    i == 0 ? "v" : "v" + i, columns.get(i).type(), "", null, Comparison.EXACT, null));
        }
        return new ResultWriter(
                new ResultView("view", new TableName("public", "view"), named, key, bag, List.of(), null),
                new PgTypeCatalog());
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
