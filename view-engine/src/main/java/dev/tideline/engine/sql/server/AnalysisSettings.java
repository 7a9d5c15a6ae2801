package dev.tideline.engine.sql.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** The session settings under which a topology's queries are analysed. */
public record AnalysisSettings(String timezone, String searchPath) {

    /** Whatever a query's meaning may depend on, and what makes the server send us the tree. */
    Map<String, String> all() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("TimeZone", timezone);
        settings.put("search_path", searchPath);
        settings.put("DateStyle", "ISO, MDY");
        settings.put("IntervalStyle", "postgres");
        settings.put("extra_float_digits", "1");
        settings.put("bytea_output", "hex");
        settings.put("standard_conforming_strings", "on");
        settings.put("transform_null_equals", "off");
        settings.put("array_nulls", "on");
        settings.put("xmloption", "content");
        settings.put("lc_monetary", "C");
        settings.put("lc_numeric", "C");
        settings.put("lc_time", "C");
        // With off, PostgreSQL refuses a table with policies before we can name it and its place.
        settings.put("row_security", "on");
        settings.put("lock_timeout", "30s");
        settings.put("debug_print_parse", "off");
        settings.put("debug_print_plan", "off");
        settings.put("debug_pretty_print", "off");
        settings.put("debug_print_rewritten", "on");
        settings.put("client_min_messages", "log");
        return settings;
    }
}
