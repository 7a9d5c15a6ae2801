package dev.tideline.ingest.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.wire.JsonBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayFormTest {

    private static String json(ValueForm form, String text) {
        return new String(new JsonBuffer().document(out -> form.write(text, out)), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "{}|[]",
                "{a}|[\"a\"]",
                "{a,NULL,\"NULL\"}|[\"a\",null,\"NULL\"]",
                "{\"a,b\",\"\\\"\",\"\\\\\"}|[\"a,b\",\"\\\"\",\"\\\\\"]",
                "{\"\",\"{x}\"}|[\"\",\"{x}\"]",
                "{{1,2},{3,4}}|\"{{1,2},{3,4}}\"",
                "[0:1]={1,2}|\"[0:1]={1,2}\""
            })
    void texts(String postgres, String json) {
        assertThat(json(new ArrayForm(ValueForm.TEXT, ','), postgres)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{1,-2,NULL}|[1,-2,null]", "{1;2}|[1,2]"})
    void numbers(String postgres, String json) {
        char delimiter = postgres.indexOf(';') > 0 ? ';' : ',';
        assertThat(json(new ArrayForm(ValueForm.INTEGER, delimiter), postgres)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', value = "{\"{1,2}\",\"{}\"}|[[1,2],[]]")
    void arraysOfDomainsOverArrays(String postgres, String json) {
        var inner = new ArrayForm(ValueForm.INTEGER, ',');
        assertThat(json(new ArrayForm(inner, ','), postgres)).isEqualTo(json);
    }
}
