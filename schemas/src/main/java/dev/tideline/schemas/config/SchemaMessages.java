package dev.tideline.schemas.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideline.schemas.config.JsonCopy.Place;
import dev.tideline.schemas.config.SchemaCheck.Violation;
import dev.tideline.schemas.config.YamlNode.Mapping;
import dev.tideline.schemas.config.YamlNode.Scalar;
import dev.tideline.schemas.config.YamlNode.Type;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.EditDistance;
import dev.tideline.schemas.diagnostics.SourceText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says what is wrong with a document's form in the user's own terms: which view, which key, what it must be. */
final class SchemaMessages {

    private static final int LONGEST_SHOWN_VALUE = 60;

    private final JsonNode root;
    private final SourceText source;
    private final JsonCopy copy;
    private final boolean showsValues;

    /**
     * @param root the whole schema
     * @param showsValues false if what the user wrote may be a secret
     */
    SchemaMessages(JsonNode root, SourceText source, JsonCopy copy, boolean showsValues) {
        this.root = root;
        this.source = source;
        this.copy = copy;
        this.showsValues = showsValues;
    }

    List<Diagnostic> describe(List<Violation> violations) {
        var diagnostics = new ArrayList<Diagnostic>();
        Set<List<Object>> misspelt = misspeltKeys(violations);
        var described = new HashSet<List<Object>>();
        for (Violation violation : violations) {
            switch (violation.keyword()) {
                case "additionalProperties" -> diagnostics.add(unknownKey(violation));
                case "required" -> {
                    if (!misspelt.contains(child(violation.instance(), violation.property()))) {
                        diagnostics.add(missingKey(violation));
                    }
                }
                case "oneOf" -> {
                    boolean mapping = copy.place(violation.instance()).value() instanceof Mapping;
                    if (mapping && misspelt.stream().noneMatch(key -> isChild(key, violation.instance()))) {
                        diagnostics.add(notExactlyOne(violation));
                    }
                }
                case "propertyNames" -> diagnostics.add(badName(violation));
                default -> {
                    if (described.add(violation.instance())) {
                        diagnostics.add(badValue(violation));
                    }
                }
            }
        }
        return diagnostics;
    }

    /** The known keys that unknown ones are probably meant for: that these are missing need not be said as well. */
    private static Set<List<Object>> misspeltKeys(List<Violation> violations) {
        var keys = new HashSet<List<Object>>();
        for (Violation violation : violations) {
            if (violation.keyword().equals("additionalProperties")) {
                EditDistance.suggestions(violation.property(), allowedKeys(violation.holder())).stream()
                        .findFirst()
                        .ifPresent(known -> keys.add(child(violation.instance(), known)));
            }
        }
        return keys;
    }

    private Diagnostic unknownKey(Violation violation) {
        List<String> allowed = allowedKeys(violation.holder());
        String hint = "allowed are: " + String.join(", ", allowed);
        List<String> suggestions = suggestions(violation.property(), allowed);
        if (!suggestions.isEmpty()) {
            hint = "did you mean \"" + String.join("\" or \"", suggestions) + "\"? " + hint;
        }
        String in = violation.instance().isEmpty() ? "" : " in " + subject(violation.instance());
        Place place = copy.place(child(violation.instance(), violation.property()));
        // In "{user: u, &password: hunter2}" the key is "hunter2".
        boolean mayBeValue = place.value() instanceof Scalar scalar && scalar.type() == Type.NULL && !showsValues;
        String named = mayBeValue ? "" : " \"" + violation.property() + "\"";
        return error("unknown key" + named + in, hint, place.nameOffset());
    }

    /** Also finds {@code http.port} for the {@code http} of someone who nests what is one key here. */
    private static List<String> suggestions(String written, List<String> allowed) {
        List<String> similar = EditDistance.suggestions(written, allowed);
        return similar.isEmpty()
                ? allowed.stream().filter(key -> key.startsWith(written + ".")).toList()
                : similar;
    }

    private Diagnostic missingKey(Violation violation) {
        JsonNode wanted = violation.holder().path("properties").path(violation.property());
        String expects = expects(wanted);
        return error(
                subject(violation.instance()) + " has no key \"" + violation.property() + "\"",
                expects.isEmpty() ? null : "add " + violation.property() + ": " + expects,
                copy.place(violation.instance()).nameOffset());
    }

    private Diagnostic notExactlyOne(Violation violation) {
        Place place = copy.place(violation.instance());
        var alternatives = new ArrayList<String>();
        violation
                .value()
                .forEach(alternative ->
                        alternatives.add(alternative.path("required").path(0).asText()));
        boolean none = alternatives.stream().allMatch(key -> copy.place(child(violation.instance(), key)) == null);
        String either = String.join(" or ", alternatives);
        return none
                ? error(subject(violation.instance()) + " has no " + either, "add " + either, place.nameOffset())
                : error(
                        subject(violation.instance()) + " has both " + String.join(" and ", alternatives),
                        "keep one of them",
                        place.nameOffset());
    }

    private Diagnostic badName(Violation violation) {
        Place place = copy.place(child(violation.instance(), violation.property()));
        return error(
                "\"" + shortened(violation.property()) + "\" cannot be a name in " + subject(violation.instance())
                        + ": it must be " + expects(violation.value()),
                null,
                place.nameOffset());
    }

    private Diagnostic badValue(Violation violation) {
        Place place = copy.place(violation.instance());
        String message = subject(violation.instance()) + " must be " + expects(violation.holder());
        String hint = null;
        boolean aboutType =
                violation.keyword().equals("type") || violation.keyword().equals("anyOf");
        if (place.value() instanceof Scalar scalar) {
            if (aboutType && scalar.type() != Type.INTEGER
                    || violation.keyword().equals("type")) {
                message += "; it is " + scalar.kindInWords();
            } else if (showsValues && scalar.value().length() <= LONGEST_SHOWN_VALUE) {
                String quote = scalar.type() == Type.TEXT ? "\"" : "";
                message += "; it is " + quote + scalar.value() + quote;
            }
            boolean wantsText = violation.holder().path("type").asText().equals("string");
            if (wantsText && aboutType && scalar.type() != Type.NULL) {
                hint = "put the value in quotes";
            }
        } else if (aboutType) {
            message += "; it is " + place.value().kindInWords();
        }
        return error(message, hint, place.valueOffset());
    }

    /** How to call the value at a path: {@code key of view "sales"}, {@code source.url}, {@code item 2 of topologies}. */
    private static String subject(List<Object> path) {
        if (path.isEmpty()) {
            return "the file";
        }
        Object last = path.get(path.size() - 1);
        List<Object> parent = path.subList(0, path.size() - 1);
        if (last instanceof Integer index) {
            return "item " + (index + 1) + " of " + subject(parent);
        } else if (path.size() >= 2 && path.get(0).equals("views")) {
            return path.size() == 2 ? "view \"" + shortened(last.toString()) + "\"" : last + " of " + subject(parent);
        }
        return parent.isEmpty() ? last.toString() : subject(parent) + "." + last;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN_VALUE ? text : text.substring(0, LONGEST_SHOWN_VALUE) + "…";
    }

    private String expects(JsonNode schema) {
        JsonNode own = schema.path(SchemaCheck.EXPECTS);
        // A reference is always "#/definitions/…", which is a pointer behind its first character.
        return own.isMissingNode() && schema.has("$ref")
                ? expects(root.at(schema.get("$ref").asText().substring(1)))
                : own.asText();
    }

    private static List<String> allowedKeys(JsonNode schema) {
        var keys = new ArrayList<String>();
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static List<Object> child(List<Object> path, String key) {
        var child = new ArrayList<>(path);
        child.add(key);
        return child;
    }

    private static boolean isChild(List<Object> path, List<Object> parent) {
        return path.size() == parent.size() + 1
                && path.subList(0, parent.size()).equals(parent);
    }

    private Diagnostic error(String message, String hint, int offset) {
        return Diagnostic.error(DiagnosticCode.YAML_SCHEMA, message, hint, source.positionAt(offset));
    }
}
