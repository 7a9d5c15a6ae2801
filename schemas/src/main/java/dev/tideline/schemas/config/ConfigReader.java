package dev.tideline.schemas.config;

import dev.tideline.schemas.config.TidelineConfig.Database;
import dev.tideline.schemas.config.TidelineConfig.Kafka;
import dev.tideline.schemas.config.TidelineConfig.Source;
import dev.tideline.schemas.config.YamlNode.Entry;
import dev.tideline.schemas.config.YamlNode.Mapping;
import dev.tideline.schemas.config.YamlNode.Scalar;
import dev.tideline.schemas.config.YamlNode.Sequence;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.EditDistance;
import dev.tideline.schemas.diagnostics.SourcePosition;
import dev.tideline.schemas.diagnostics.SourceText;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the record of {@code tideline.yaml}'s tree, and checks what a JSON Schema cannot. The tree may violate the schema:
 * then the record is not meant to be used, only the findings.
 */
final class ConfigReader {

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final Set<String> OWN_KAFKA_KEYS =
            Set.of(BOOTSTRAP_SERVERS, "topic.prefix", "retention", "replication.factor");
    private static final String EMBEDDED = "embedded";
    private static final Duration DEFAULT_RETENTION = Duration.ofDays(7);
    private static final int DEFAULT_PORT = 8080;
    private static final int MOST_TYPOS = 2;
    private static final Pattern LOGIN_IN_URL = Pattern.compile("(?i)[?&](user|password)=");

    private final SourceText source;
    private final YamlNode root;
    private final Path file;
    private final Path directory;
    private final List<Diagnostic> findings;

    ConfigReader(SourceText source, YamlNode root, Path file, Path directory, List<Diagnostic> findings) {
        this.source = source;
        this.root = root;
        this.file = file;
        this.directory = directory;
        this.findings = findings;
    }

    TidelineConfig read() {
        Database database = database("source");
        text("source", "publication").ifPresent(name -> checkIdentifier("source.publication", name));
        return new TidelineConfig(
                new Source(database, value("tideline", "source", "publication"), value("tideline", "source", "slot")),
                kafka(),
                node("target").isPresent() ? database("target") : database,
                new TopologyFiles(source, file, directory, findings).find(items("topologies")),
                dataDirectory(),
                value("127.0.0.1", "http.host"),
                number("http.port").orElse(DEFAULT_PORT));
    }

    private Database database(String section) {
        text(section, "url").ifPresent(url -> checkLogin(section, url));
        var password = new Secret(value("", section, "password"));
        return new Database(value("", section, "url"), value("", section, "user"), password);
    }

    private void checkLogin(String section, Scalar url) {
        String held = LOGIN_IN_URL
                .matcher(url.value())
                .results()
                .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                .distinct()
                .collect(Collectors.joining(" and "));
        if (!held.isEmpty()) {
            invalid(section + ".url must not hold the " + held, "write it under its own key in " + section, url);
        }
    }

    private Kafka kafka() {
        String servers = value("", "kafka", BOOTSTRAP_SERVERS).strip();
        boolean embedded = servers.equals(EMBEDDED);
        var properties = new LinkedHashMap<String, String>();
        for (Entry entry : node("kafka").map(ConfigReader::entries).orElse(List.of())) {
            String key = entry.key().value();
            if (!OWN_KAFKA_KEYS.contains(key) && entry.value() instanceof Scalar scalar) {
                warnOfTypo(entry.key());
                properties.put(key, scalar.value());
            }
        }
        if (!embedded) {
            properties.put(BOOTSTRAP_SERVERS, servers);
        }
        int replicationFactor = number("kafka", "replication.factor").orElse(-1);
        return new Kafka(
                embedded, value("tideline", "kafka", "topic.prefix"), Map.copyOf(properties), retention(), (short)
                        replicationFactor);
    }

    /** Every key is allowed in this section, so that a misspelt one of ours would go unnoticed. */
    private void warnOfTypo(Scalar key) {
        OWN_KAFKA_KEYS.stream()
                .filter(own -> EditDistance.between(key.value(), own) <= MOST_TYPOS)
                .findFirst()
                .ifPresent(own -> findings.add(Diagnostic.warning(
                        DiagnosticCode.CONFIG_INVALID,
                        "kafka." + key.value() + " is no key of Tideline's and goes to the Kafka clients as it is",
                        "did you mean \"" + own + "\"?",
                        at(key))));
    }

    private Duration retention() {
        Optional<Scalar> written = text("kafka", "retention");
        if (written.isEmpty()) {
            return DEFAULT_RETENTION;
        }
        Optional<Duration> retention = Durations.parse(written.get().value());
        if (retention.isEmpty()) {
            invalid("kafka.retention is not a duration", "write, for example, 7 days, 12h or P7D", written.get());
        }
        return retention.orElse(DEFAULT_RETENTION);
    }

    private Path dataDirectory() {
        String written = value("./tideline-data", "data.dir");
        try {
            return directory.resolve(written).normalize();
        } catch (InvalidPathException e) {
            text("data.dir").ifPresent(scalar -> invalid("data.dir is no path of a folder", null, scalar));
            return directory;
        }
    }

    private void checkIdentifier(String key, Scalar name) {
        if (Identifiers.isTooLong(name.value())) {
            invalid(key + " is longer than PostgreSQL's limit of " + Identifiers.MOST_BYTES + " bytes", null, name);
        }
    }

    private Optional<YamlNode> node(String... path) {
        Optional<YamlNode> node = Optional.of(root);
        for (String key : path) {
            node = node.filter(Mapping.class::isInstance)
                    .flatMap(mapping -> ((Mapping) mapping).entry(key))
                    .map(Entry::value);
        }
        return node;
    }

    private Optional<Scalar> text(String... path) {
        return node(path).filter(Scalar.class::isInstance).map(Scalar.class::cast);
    }

    private String value(String otherwise, String... path) {
        return text(path).map(Scalar::value).orElse(otherwise);
    }

    /** The number, if there is one that fits; what does not fit has been found by the schema. */
    private Optional<Integer> number(String... path) {
        return text(path)
                .flatMap(ScalarTypes::wholeNumber)
                .filter(number -> number.bitLength() < Integer.SIZE)
                .map(BigInteger::intValue);
    }

    private List<Scalar> items(String... path) {
        return node(path)
                .filter(Sequence.class::isInstance)
                .map(sequence -> ((Sequence) sequence)
                        .items().stream()
                                .filter(Scalar.class::isInstance)
                                .map(Scalar.class::cast)
                                .toList())
                .orElse(List.of());
    }

    private static List<Entry> entries(YamlNode node) {
        return node instanceof Mapping mapping ? mapping.entries() : List.of();
    }

    private SourcePosition at(Scalar scalar) {
        return source.positionAt(scalar.offset());
    }

    private void invalid(String message, String hint, Scalar value) {
        findings.add(Diagnostic.error(DiagnosticCode.CONFIG_INVALID, message, hint, at(value)));
    }
}
