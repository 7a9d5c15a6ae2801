package dev.tideline.schemas.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticJsonTest {

    @Test
    void allKeysAreAlwaysThere() {
        var placed = Diagnostic.error(
                DiagnosticCode.SQL_NAME, "no \"x\"", "did you mean y?", new SourcePosition("a.yaml", 3, 7));
        var bare = Diagnostic.warning(DiagnosticCode.SOURCE_UNREACHABLE, "no server", null, null);
        assertThat(DiagnosticJson.write(List.of(placed, bare)))
                .hasToString("[{\"code\":\"TL-0202\",\"severity\":\"error\",\"message\":\"no \\\"x\\\"\","
                        + "\"hint\":\"did you mean y?\",\"file\":\"a.yaml\",\"line\":3,\"column\":7},"
                        + "{\"code\":\"TL-0401\",\"severity\":\"warning\",\"message\":\"no server\",\"hint\":null,"
                        + "\"file\":null,\"line\":null,\"column\":null}]");
    }

    @Test
    void codesAreDifferentAndOfOneForm() {
        List<String> numbers = Arrays.stream(DiagnosticCode.values())
                .map(DiagnosticCode::number)
                .toList();
        assertThat(numbers).doesNotHaveDuplicates().allMatch(number -> number.matches("TL-\\d{4}"));
    }
}
