package dev.tideline.engine.function;

import static dev.tideline.engine.function.FunctionCases.ints;
import static dev.tideline.engine.function.FunctionCases.textArrays;
import static dev.tideline.engine.function.FunctionCases.texts;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.JsonParser;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.SessionSettings;

/** Where the arguments of json and jsonb functions come from. */
final class DocumentArguments {

    private static final PgType TEXTS = new PgType.Array(PgType.TEXT);
    private static final String[] KEYS = {"a", "b", "cc", "", "1", "ä", "0", "-1", "x", "c", "2", "-2"};
    private static final String[] STEPS = {
        "a", "b", "cc", "", "1", "0", "-1", "2", "-2", "-3", "3", " 1", "+1", "1 ", "x", "99999999999", "-2147483648"
    };

    private static final String[] DOCUMENTS = {
        "{\"a\": {\"b\": [1, {\"cc\": \"x\"}, [true, null]]}, \"b\": [1, 2.50, \"y\"]}",
        " {\"a\":1,\"a\":[ 1 , 2 ],\"b\" : null } ",
        "[[1, 2, 3], [4, 5], [6]]",
        "[[1], {\"a\": [1, 2, \"z\"]}, \"s\", null, 1.0]",
        "{\"a\":{\"a\":{\"a\":\"deep\"}}, \"b\":{\"a\":2}, \"a\":{\"a\":3}}",
        "{\"a\":[{\"a\":1},{\"a\":2},{\"b\":3}], \"1\": {\"1\": \"one\"}}",
        "{ \"\\u0061\" : \"\\u00e4\\n\\\"q\\\"\" , \"b\":\"tab\\there\"}",
        " \"top \\u20ac\" ",
        "  null ",
        " 12.50 ",
        "[ ]",
        "{ }",
        "[ 1 , \"a\" , {\"a\" : [ ] } , { } ]",
        "{\"a\": [[1, 2], [3, [4]]], \"b\": {\"b\": {\"b\": {}}}}",
        "[{\"a\": 1, \"b\": 2}, {\"a\": 1}, 1, 1.00, \"1\", true, null]"
    };

    /** Valid json that is no jsonb. */
    private static final String[] UNDECODABLE = {
        "{\"a\": \"\\u0000\"}",
        "[\"\\ud800\", 1]",
        "{\"b\": 1, \"\\ude00\": 2}",
        "[\"\\ud83d\\ude00\"]",
        "\"\\u0000\"",
        "{\"a\":1e400}"
    };

    private final FunctionCases cases;

    DocumentArguments(FunctionCases cases) {
        this.cases = cases;
    }

    void describe() {
        for (var name : new String[] {
            "json_object_field",
            "json_object_field_text",
            "json_array_element",
            "json_array_element_text",
            "json_extract_path",
            "json_extract_path_text",
            "json_array_length",
            "json_typeof"
        }) {
            cases.from(name, 0, PgType.JSON, DocumentArguments::json);
            cases.from(name, 1, PgType.TEXT, texts(KEYS));
            cases.from(name, 1, PgType.INT4, ints(-4, 4));
            cases.from(name, 1, TEXTS, DocumentArguments::path);
        }
        for (var name : new String[] {
            "jsonb_object_field",
            "jsonb_object_field_text",
            "jsonb_array_element",
            "jsonb_array_element_text",
            "jsonb_extract_path",
            "jsonb_extract_path_text",
            "jsonb_array_length"
        }) {
            cases.from(name, 0, PgType.JSONB, DocumentArguments::jsonb);
            cases.from(name, 1, PgType.TEXT, texts(KEYS));
            cases.from(name, 1, PgType.INT4, ints(-4, 4));
            cases.from(name, 1, TEXTS, DocumentArguments::path);
        }
        for (var name : new String[] {"jsonb_contains", "jsonb_contained"}) {
            cases.from(name, name.equals("jsonb_contains") ? 0 : 1, PgType.JSONB, DocumentArguments::jsonb);
            cases.from(name, name.equals("jsonb_contains") ? 1 : 0, PgType.JSONB, DocumentArguments::part);
        }
        for (var name : new String[] {
            "jsonb_concat", "jsonb_delete", "jsonb_delete_path", "jsonb_set", "jsonb_insert", "jsonb_strip_nulls"
        }) {
            cases.from(name, 0, PgType.JSONB, samples -> samples.chance(3) ? parsed("{}") : jsonb(samples));
            cases.from(name, 1, PgType.TEXT, texts(KEYS));
            cases.from(name, 1, PgType.INT4, ints(-4, 4));
            cases.from(name, 1, TEXTS, name.equals("jsonb_delete") ? textArrays(KEYS) : DocumentArguments::path);
        }
        for (var name : new String[] {"bool", "numeric", "int2", "int4", "int8", "float4", "float8"}) {
            cases.from(name, 0, PgType.JSONB, DocumentArguments::scalar);
        }
        cases.from("json_strip_nulls", 0, PgType.JSON, DocumentArguments::json);
        describeRecords();
        describeBuilding();
        for (var name : new String[] {"jsonb_exists", "jsonb_exists_any", "jsonb_exists_all"}) {
            cases.from(name, 1, PgType.TEXT, texts(KEYS));
            cases.from(name, 1, TEXTS, textArrays(KEYS));
        }
    }

    private void describeRecords() {
        var records = new PgType[] {TestTypes.PAIR, TestTypes.THING};
        for (var type : records) {
            cases.types("jsonb_populate_record", type, PgType.JSONB);
            cases.types("jsonb_populate_record_valid", type, PgType.JSONB);
            cases.types("json_populate_record", type, PgType.JSON, PgType.BOOL);
        }
        for (var name : new String[] {"jsonb_populate_record", "jsonb_populate_record_valid"}) {
            cases.rows(name, 2, (types, samples) ->
                    new Object[] {record(types.get(0), samples), samples.chance(20) ? null : parsed(thing(samples))});
        }
        cases.rows("json_populate_record", 3, (types, samples) ->
                new Object[] {record(types.get(0), samples), samples.chance(20) ? null : thing(samples), false});
    }

    /** Random values would not keep to the lengths of {@link TestTypes#THING}. */
    private static Object record(PgType type, Samples samples) {
        if (samples.chance(2)) {
            return null;
        } else if (!type.equals(TestTypes.THING)) {
            return samples.nullable(SqlType.of(type));
        }
        var text = samples.pick(new String[] {
            "(1,2.5,abc,2024-01-01,{1},{x},\"(1,y)\",,{},[],ok)",
            "(,,,,,,,,,,)",
            "(,1.0,,,\"{{1,2},{3,4}}\",,\"(,)\",{},null,null,)"
        });
        return new PgTypeCatalog().semantics(TestTypes.sqlType(type)).fromText(text, SessionSettings.UTC);
    }

    /** An object, mostly, with fields of {@link TestTypes#THING} and {@link TestTypes#PAIR}. */
    private static String thing(Samples samples) {
        if (samples.chance(12)) {
            return samples.pick(DOCUMENTS);
        }
        var fields = new java.util.ArrayList<String>();
        for (var key : new String[] {"a", "b", "i", "n", "v", "d", "ia", "ta", "p", "ps", "j", "jb", "m"}) {
            if (samples.below(3) > 0) {
                fields.add("\"" + key + "\": " + samples.pick(FIELDS));
            }
        }
        return "{" + String.join(", ", fields) + "}";
    }

    private static final String[] FIELDS = {
        "null",
        "null",
        "null",
        "1",
        "1",
        "2.50",
        "\"7\"",
        "\"abcd\"",
        "\"ok\"",
        "\"2024-02-29\"",
        "true",
        "[1, 2]",
        "[[1, 2], [3, 4]]",
        "[[1], [2, 3]]",
        "[[1], 2]",
        "[1, [2]]",
        "[]",
        "[[]]",
        "{}",
        "{\"a\": 1, \"b\": \"x\"}",
        "[{\"a\": 1}, null, {\"b\": \"\\u00e4\"}]",
        "\"{1,2}\"",
        "\"(1,x)\"",
        "[\"x\", null]",
        "12345678901"
    };

    /** One argument of each type there is, and some of several. */
    private void describeBuilding() {
        var each = new PgType[] {
            PgType.BOOL,
            PgType.INT2,
            PgType.INT8,
            PgType.NUMERIC,
            PgType.FLOAT4,
            PgType.FLOAT8,
            PgType.TEXT,
            PgType.BPCHAR,
            PgType.NAME,
            new PgType.Base("oid"),
            PgType.BYTEA,
            PgType.DATE,
            PgType.TIME,
            PgType.TIMETZ,
            PgType.TIMESTAMP,
            PgType.TIMESTAMPTZ,
            PgType.INTERVAL,
            PgType.UUID,
            PgType.JSON,
            PgType.JSONB,
            TestTypes.MOOD,
            TestTypes.PAIR,
            new PgType.Array(PgType.TIMESTAMPTZ),
            new PgType.Array(PgType.FLOAT8),
            new PgType.Array(TestTypes.PAIR)
        };
        for (var type : each) {
            cases.types("to_json", type);
            cases.types("to_jsonb", type);
        }
        for (var name : new String[] {"json_build_array", "jsonb_build_array"}) {
            cases.types(name, PgType.TEXT, PgType.NUMERIC, PgType.BOOL, PgType.JSON, PgType.JSONB, PgType.DATE);
            cases.types(name, new PgType.Array(PgType.INT4));
        }
        for (var name : new String[] {"json_build_object", "jsonb_build_object"}) {
            cases.types(name, PgType.TEXT, PgType.INT4);
            cases.types(name, PgType.TEXT, PgType.JSON, PgType.BOOL, PgType.JSONB, PgType.FLOAT8, PgType.NUMERIC);
            cases.types(name, PgType.TIMESTAMPTZ, PgType.TEXT, TestTypes.MOOD, PgType.TIMESTAMP);
            cases.types(name, PgType.TEXT, PgType.TEXT, PgType.JSONB, PgType.TEXT);
            cases.types(name, new PgType.Array(PgType.TEXT), PgType.TEXT);
            cases.types(name, PgType.TEXT);
        }
    }

    static Object json(Samples samples) {
        return samples.chance(6) ? samples.pick(UNDECODABLE) : samples.pick(DOCUMENTS);
    }

    static Object jsonb(Samples samples) {
        return parsed(samples.pick(DOCUMENTS));
    }

    private static Object parsed(String json) {
        return JsonParser.parse(json, SessionSettings.UTC);
    }

    static Object path(Samples samples) {
        var steps = new Object[samples.below(4)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = samples.chance(20) ? null : samples.chance(4) ? samples.pick(STEPS) : samples.pick(KEYS);
        }
        return PgArray.of(steps);
    }

    private static Object scalar(Samples samples) {
        return parsed(samples.pick(new String[] {
            "null",
            "true",
            "false",
            "0",
            "-0.5",
            "0.5",
            "1.5",
            "2.5",
            "32767.4",
            "32767.5",
            "-32768.5",
            "2147483647.4",
            "2147483648",
            "9223372036854775807.4",
            "-9223372036854775809",
            "1e30",
            "1e39",
            "1e-50",
            "1e400",
            "1e-400",
            "0.1000",
            "16777217",
            "\"1\"",
            "[1]",
            "{}"
        }));
    }

    private static Object part(Samples samples) {
        return parsed(samples.pick(new String[] {
            "1",
            "1.00",
            "\"s\"",
            "null",
            "[]",
            "{}",
            "[1]",
            "[null]",
            "[[1]]",
            "[[3, 1]]",
            "[[]]",
            "[{}]",
            "[{\"a\": 1}]",
            "[[1, 2], 1]",
            "{\"a\": {}}",
            "{\"a\": []}",
            "{\"b\": [1]}",
            "{\"b\": [2.5, 1]}",
            "{\"a\": {\"b\": [[null]]}}",
            "{\"a\": [[1]]}",
            "{\"a\": [{\"a\": 2}]}",
            "{\"b\": null}",
            "[1, 1, 1]",
            "\"top €\"",
            "12.5"
        }));
    }
}
