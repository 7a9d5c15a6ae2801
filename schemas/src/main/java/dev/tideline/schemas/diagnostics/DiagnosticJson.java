package dev.tideline.schemas.diagnostics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * The JSON of diagnostics, which programs rely on: {@code code}, {@code severity} ({@code error} or {@code warning}),
 * {@code message}, {@code hint}, {@code file}, {@code line}, {@code column}. All keys are always there; what does not
 * apply is null.
 */
public final class DiagnosticJson {

    private DiagnosticJson() {}

    public static ObjectNode write(Diagnostic diagnostic) {
        var where = diagnostic.where();
        var json = JsonNodeFactory.instance.objectNode();
        json.put("code", diagnostic.code().number());
        json.put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
        json.put("message", diagnostic.message());
        json.put("hint", diagnostic.hint());
        json.put("file", where == null ? null : where.file());
        json.put("line", where == null ? null : (Integer) where.line());
        json.put("column", where == null ? null : (Integer) where.column());
        return json;
    }

    public static ArrayNode write(List<Diagnostic> diagnostics) {
        var json = JsonNodeFactory.instance.arrayNode();
        diagnostics.forEach(diagnostic -> json.add(write(diagnostic)));
        return json;
    }
}
