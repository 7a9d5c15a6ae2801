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
            if (!isInsideAlternative(error.getEvaluationPath())) {
                violations.add(violation(error));
            }
        }
        return new SchemaMessages(tree, document.source(), copy, showsValues).describe(violations);
    }

    private Violation violation(Error error) {
        List<Object> schemaPath = elements(error.getSchemaLocation().getFragment());
        JsonNode holder = at(schemaPath.subList(0, schemaPath.size() - 1));
        return new Violation(
                error.getKeyword(),
                error.getProperty(),
                elements(error.getInstanceLocation()),
                holder,
                holder.get(error.getKeyword()));
    }

    /** Why each single alternative does not fit is noise: the alternatives' own violation says it all. */
    private static boolean isInsideAlternative(NodePath evaluationPath) {
        List<Object> path = elements(evaluationPath);
        List<Object> above = path.subList(0, Math.max(0, path.size() - 1));
        return above.contains("oneOf") || above.contains("anyOf");
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
