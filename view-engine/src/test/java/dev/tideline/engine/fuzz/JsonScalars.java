package dev.tideline.engine.fuzz;

import static dev.tideline.engine.fuzz.ScalarGenerator.form;

import dev.tideline.embedded.PostgresVersion;
import dev.tideline.engine.fuzz.ScalarGenerator.Form;
import java.util.ArrayList;
import java.util.List;

/** Expressions over json and jsonb, with {@code $$} for the dollar of a path; a part of {@link ScalarGenerator}. */
final class JsonScalars {

    /**
     * What has a behaviour ON EMPTY or ON ERROR is not asked for NULL: PostgreSQL 17 and 18 then give what they gave for an error of a row before, where
     * there was one.
     */
    private static final String NEVER_NULL = "coalesce($, '[null]'::jsonb)";

    private JsonScalars() {}

    static List<Form> ofJsonb() {
        var forms = new ArrayList<>(List.of(
                form("$ ->> 'a'", FuzzType.TEXT),
                form("$ -> 'a'", FuzzType.JSONB),
                form("$ -> 0", FuzzType.JSONB),
                form("$ #>> '{b}'", FuzzType.TEXT),
                form("$ @> '{\"a\": 1}'", FuzzType.BOOL),
                form("jsonb_typeof($)", FuzzType.TEXT),
                form("jsonb_exists($, 'b')", FuzzType.BOOL),
                form("$ @? '$$.b ? (@ like_regex \"^X\" flag \"i\")'", FuzzType.BOOL),
                form("jsonb_path_query_first($, '$$.keyvalue().key')", FuzzType.JSONB),
                form("jsonb_strip_nulls($)", FuzzType.JSONB),
                form("$::text", FuzzType.TEXT)));
        if (PostgresVersion.ofTests().major() >= 17) {
            forms.addAll(List.of(
                    form("JSON_VALUE($, '$$.a')", FuzzType.TEXT),
                    form(
                            "JSON_VALUE(" + NEVER_NULL
                                    + ", '$$.a' RETURNING int DEFAULT -1 ON EMPTY DEFAULT -2 ON ERROR)",
                            FuzzType.INT4),
                    form(
                            "JSON_QUERY(" + NEVER_NULL + ", '$$.*' WITH CONDITIONAL WRAPPER EMPTY ARRAY ON EMPTY)",
                            FuzzType.JSONB),
                    form("JSON_EXISTS(" + NEVER_NULL + ", 'strict $$.a.b[1]' TRUE ON ERROR)", FuzzType.BOOL),
                    form("$ IS JSON ARRAY", FuzzType.BOOL),
                    form("JSON_ARRAY($, 1, NULL NULL ON NULL RETURNING jsonb)", FuzzType.JSONB),
                    form("JSON_OBJECT('k': $ ABSENT ON NULL RETURNING jsonb)", FuzzType.JSONB)));
        }
        return forms;
    }

    static List<Form> ofJson() {
        return List.of(form("$ ->> 'a'", FuzzType.TEXT), form("$::jsonb", FuzzType.JSONB));
    }
}
