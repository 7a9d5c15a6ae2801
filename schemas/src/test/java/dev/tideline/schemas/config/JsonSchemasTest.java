package dev.tideline.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import dev.tideline.schemas.diagnostics.SourceText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors rely on: that the schemas are draft-07, and that every key explains itself. */
class JsonSchemasTest {

    private static final String TOPOLOGY = "/json/topology.schema.json";
    private static final String TIDELINE = "/json/tideline.schema.json";

    private static JsonNode read(String resource) throws IOException {
        try (var in = JsonSchemasTest.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TOPOLOGY, TIDELINE})
    void schemaIsDraft7(String resource) throws IOException {
        var meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(SchemaLocation.of(Dialects.getDraft7().getId()));
        JsonNode schema = read(resource);
        assertThat(schema.get("$schema").asText()).isEqualTo("http://json-schema.org/draft-07/schema#");
        assertThat(meta.validate(schema)).isEmpty();
        assertThat(meta.validate("{\"type\": \"nonsense\"}", InputFormat.JSON)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {TOPOLOGY, TIDELINE})
    void everyKeyHasDescriptionExpectationAndValidExamples(String resource) throws IOException {
        JsonNode root = read(resource);
        var lacking = new ArrayList<String>();
        int keys = collect(root, root, "", lacking);
        assertThat(lacking).isEmpty();
        assertThat(keys).isGreaterThan(9);
    }

    private static int collect(JsonNode root, JsonNode schema, String path, List<String> lacking) {
        int keys = 0;
        for (Iterator<Map.Entry<String, JsonNode>> i = schema.path("properties").fields(); i.hasNext(); ) {
            Map.Entry<String, JsonNode> property = i.next();
            String at = path + "/" + property.getKey();
            JsonNode value = resolve(root, property.getValue());
            boolean scalarOrList = !value.has("properties") && !value.has("propertyNames");
            for (String wanted : scalarOrList
                    ? List.of("description", SchemaCheck.EXPECTS, "examples")
                    : List.of("description", SchemaCheck.EXPECTS)) {
                if (!value.has(wanted)) {
                    lacking.add(at + " has no " + wanted);
                }
            }
            var validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(((ObjectNode) value.deepCopy()).set("definitions", root.path("definitions")));
            for (JsonNode example : value.path("examples")) {
                if (!validator.validate(example).isEmpty()) {
                    lacking.add(at + " does not allow its example " + example);
                }
            }
            keys += 1 + collect(root, value, at, lacking);
        }
        for (String below : List.of("additionalProperties", "items")) {
            if (schema.path(below).isObject()) {
                keys += collect(root, resolve(root, schema.get(below)), path + "/*", lacking);
            }
        }
        return keys;
    }

    private static JsonNode resolve(JsonNode root, JsonNode schema) {
        return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    /** The examples of the documentation. */
    @Test
    void documentedFilesAreValid() {
        assertThat(check(SchemaCheck.TIDELINE, """
                source:
                  url: jdbc:postgresql://localhost:5432/shop
                  user: tideline
                  password: ${SHOP_PASSWORD}
                  publication: tideline
                  slot: tideline
                kafka:
                  bootstrap.servers: localhost:9092
                  topic.prefix: shop
                target:
                  url: jdbc:postgresql://localhost:5433/analytics
                  user: tideline
                  password: ${ANALYTICS_PASSWORD}
                topologies: [views/*.yaml]
                data.dir: ./tideline-data
                http.port: 8080
                """)).isEmpty();
        assertThat(check(SchemaCheck.TOPOLOGY, """
                topology: sales
                timezone: UTC
                search_path: public
                parallelism: 1
                views:
                  daily_revenue:
                    description: Orders and revenue per day and country.
                    query: |
                      SELECT 1
                    into: analytics.daily_revenue
                    key: [day, country]
                    indexes: [[country]]
                  big_days:
                    query: SELECT day, sum(revenue_cents) AS cents FROM daily_revenue GROUP BY day HAVING sum(revenue_cents) > 100000
                """)).isEmpty();
        assertThat(check(SchemaCheck.TOPOLOGY, "topology: sales")).hasSize(1);
    }

    /** An editor checks the file before variables are filled in. */
    @Test
    void referencesToVariablesAreValidWhereNumbersAndFormsAreWanted() {
        assertThat(check(SchemaCheck.TIDELINE, """
                source: {url: "${URL}", user: "${USER}", slot: "${SLOT}"}
                kafka: {bootstrap.servers: "${SERVERS}", topic.prefix: "${PREFIX}", replication.factor: "${FACTOR}"}
                topologies: ["${VIEWS}"]
                http.port: ${PORT}
                """)).isEmpty();
    }

    private static List<?> check(SchemaCheck schema, String yaml) {
        return schema.check(YamlParser.parse(new SourceText("f.yaml", yaml)));
    }
}
