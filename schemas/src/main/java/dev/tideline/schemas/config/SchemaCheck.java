package dev.tideline.schemas.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import dev.tideline.schemas.diagnostics.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a document against one of the JSON Schemas that editors use, too, so that both always agree. The schemas say in
 * {@value #EXPECTS} what each value must be; {@link SchemaMessages} makes sentences of it.
 */
final class SchemaCheck {

    static final String EXPECTS = "x-expects";

    static final SchemaCheck TOPOLOGY = new SchemaCheck("/json/topology.schema.json", true);
    static final SchemaCheck TIDELINE = new SchemaCheck("/json/tideline.schema.json", false);

    /**
     * One violation, without the validator's own types.
     *
     * @param keyword of the schema that is violated
     * @param property the key in question, for keywords about keys
     * @param instance keys and indexes that lead to the value; indexes are Integers
     * @param holder the schema that has the keyword
     * @param value the keyword's own value
     */
    record Violation(String keyword, String property, List<Object> instance, JsonNode holder, JsonNode value) {}

    private final JsonNode tree;
    private final Schema schema;
    private final boolean showsValues;

    /** @param showsValues false if what the user wrote may be a secret */
    private SchemaCheck(String resource, boolean showsValues) {
        this.tree = read(resource);
        this.showsValues = showsValues;
        var dialect = Dialect.builder(Dialects.getDraft7())
                .keyword(new NonValidationKeyword(EXPECTS))
                .build();
        var config =
                SchemaRegistryConfig.builder().pathType(PathType.JSON_POINTER).build();
        this.schema = SchemaRegistry.withDialect(dialect, registry -> registry.schemaRegistryConfig(config))
                .getSchema(tree);
    }

    List<Diagnostic> check(YamlParser.Document document) {
        var copy = JsonCopy.of(document.root());
        var violations = new ArrayList<Violation>();
        for (Error error : schema.validate(copy.json())) {
            Violation violation = violation(error);
            if (violation != null) {
                violations.add(violation);
            }
        }
        return new SchemaMessages(tree, document.source(), copy, showsValues).describe(violations);
    }

    /**
     * The error as a violation of ours. Why each single alternative does not fit is noise: of {@code anyOf} the whole is
     * said not to fit; of {@code oneOf} the validator says so itself, and null is returned for what comes besides.
     */
    private Violation violation(Error error) {
        List<Object> schemaPath = elements(error.getSchemaLocation().getFragment());
        int last = schemaPath.size() - 1;
        int alternative = schemaPath.subList(0, last).indexOf("anyOf");
        if (schemaPath.subList(0, last).contains("oneOf")) {
            return null;
        }
        int at = alternative < 0 ? last : alternative;
        String keyword = schemaPath.get(at).toString();
        JsonNode holder = at(schemaPath.subList(0, at));
        return new Violation(
                keyword, error.getProperty(), elements(error.getInstanceLocation()), holder, holder.get(keyword));
    }

    private JsonNode at(List<Object> path) {
        JsonNode node = tree;
        for (Object element : path) {
            node = element instanceof Integer index ? node.get(index) : node.get(element.toString());
        }
        return node;
    }

    private static List<Object> elements(NodePath path) {
        var elements = new ArrayList<>();
        for (int i = 0; i < path.getNameCount(); i++) {
            elements.add(path.getElement(i));
        }
        return elements;
    }

    private static JsonNode read(String resource) {
        try (var in = SchemaCheck.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
