package dev.tideline.schemas.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tideline.schemas.config.YamlNode.Entry;
import dev.tideline.schemas.config.YamlNode.Mapping;
import dev.tideline.schemas.config.YamlNode.Scalar;
import dev.tideline.schemas.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A YAML tree as JSON, for the validator, and the way back from a path in it to the YAML. */
final class JsonCopy {

    /**
     * Where a value comes from.
     *
     * @param key the key that names it, null for the root and for items of lists
     */
    record Place(Scalar key, YamlNode value) {

        /** Where to point for the value: at its key if nothing stands behind it. */
        int valueOffset() {
            boolean empty = value instanceof Scalar scalar && scalar.type() == YamlNode.Type.NULL;
            return empty && key != null ? key.offset() : value.offset();
        }

        /** Where to point for the value as a whole, such as for something that it lacks. */
        int nameOffset() {
            return key == null ? value.offset() : key.offset();
        }
    }

    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private final Map<List<Object>, Place> places = new HashMap<>();
    private final List<Object> path = new ArrayList<>();
    private JsonNode json;

    private JsonCopy() {}

    static JsonCopy of(YamlNode root) {
        var copy = new JsonCopy();
        copy.json = copy.convert(null, root);
        return copy;
    }

    JsonNode json() {
        return json;
    }

    /** @param path keys (Strings) and indexes (Integers) from the root */
    Place place(List<Object> path) {
        return places.get(path);
    }

    private JsonNode convert(Scalar key, YamlNode node) {
        places.put(List.copyOf(path), new Place(key, node));
        if (node instanceof Mapping mapping) {
            var object = JSON.objectNode();
            for (Entry entry : mapping.entries()) {
                path.add(entry.key().value());
                object.set(entry.key().value(), convert(entry.key(), entry.value()));
                path.remove(path.size() - 1);
            }
            return object;
        } else if (node instanceof Sequence sequence) {
            var array = JSON.arrayNode();
            for (YamlNode item : sequence.items()) {
                path.add(array.size());
                array.add(convert(null, item));
                path.remove(path.size() - 1);
            }
            return array;
        }
        return scalar((Scalar) node);
    }

    private static JsonNode scalar(Scalar scalar) {
        return switch (scalar.type()) {
            case TEXT -> JSON.textNode(text(scalar));
            case INTEGER -> JSON.numberNode(ScalarTypes.integer(scalar.value()));
            case FLOAT ->
                ScalarTypes.decimal(scalar.value())
                        .<JsonNode>map(JSON::numberNode)
                        .orElseGet(() -> JSON.numberNode(Double.NaN));
            case BOOLEAN -> JSON.booleanNode(scalar.value().equalsIgnoreCase("true"));
            case NULL -> JSON.nullNode();
        };
    }

    /**
     * The schemas let references to variables stand where, say, a number is wanted, for the sake of editors. What is left
     * of that form once the variables are filled in is no reference, and must not pass for one.
     */
    private static String text(Scalar scalar) {
        return scalar.interpolated() && scalar.value().startsWith("${") ? "\0" + scalar.value() : scalar.value();
    }
}
