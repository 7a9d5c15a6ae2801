package dev.tideline.schemas.config;

import dev.tideline.schemas.config.TopologyFile.Into;
import dev.tideline.schemas.config.TopologyFile.Recursion;
import dev.tideline.schemas.config.TopologyFile.ViewDefinition;
import dev.tideline.schemas.config.YamlNode.Entry;
import dev.tideline.schemas.config.YamlNode.Mapping;
import dev.tideline.schemas.config.YamlNode.Scalar;
import dev.tideline.schemas.config.YamlNode.Sequence;
import dev.tideline.schemas.config.YamlNode.Style;
import dev.tideline.schemas.config.YamlNode.Type;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.diagnostics.SourcePosition;
import dev.tideline.schemas.diagnostics.SourceText;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the records of one topology file's tree, and checks what a JSON Schema cannot. The tree may violate the schema:
 * then as much of it is checked as can be read, and the record is not meant to be used.
 */
final class TopologyReader {

    /** Where the rows of a view go, and the place that says so. */
    record Target(String view, Into into, SourcePosition where) {}

    private final YamlParser.Document document;
    private final SourceText source;
    private final Path file;
    private final List<Diagnostic> findings;
    private final Set<SourcePosition> malformed = new HashSet<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<ViewDefinition> views = new ArrayList<>();

    TopologyReader(YamlParser.Document document, Path file, List<Diagnostic> findings) {
        this.document = document;
        this.source = document.source();
        this.file = file;
        this.findings = findings;
    }

    void read() {
        document.duplicateKeys().forEach(this::duplicate);
        for (Diagnostic violation : SchemaCheck.TOPOLOGY.check(document)) {
            findings.add(violation);
            malformed.add(violation.where());
        }
        value(document.root(), "views")
                .filter(Mapping.class::isInstance)
                .ifPresent(mapping -> ((Mapping) mapping).entries().forEach(this::view));
    }

    /** The topology's name, if it has one of the right form. */
    Optional<String> name() {
        return scalar(document.root(), "topology").map(Scalar::value);
    }

    SourcePosition nameAt() {
        return scalar(document.root(), "topology").map(this::at).orElseThrow();
    }

    List<Target> targets() {
        return targets;
    }

    /** The record; only to be used if there was no error. */
    TopologyFile topology() {
        YamlNode root = document.root();
        return new TopologyFile(
                source.name(),
                name().orElseThrow(),
                nameAt(),
                scalar(root, "timezone").map(Scalar::value).orElse("UTC"),
                scalar(root, "search_path").map(Scalar::value).orElse("public"),
                scalar(root, "parallelism")
                        .flatMap(ScalarTypes::wholeNumber)
                        .map(BigInteger::intValueExact)
                        .orElse(1),
                recursion(root),
                views);
    }

    private Recursion recursion(YamlNode root) {
        var bounds = value(root, "recursion");
        return new Recursion(
                bounds.flatMap(mapping -> scalar(mapping, "iterations"))
                        .flatMap(ScalarTypes::wholeNumber)
                        .map(BigInteger::intValueExact)
                        .orElse(Recursion.DEFAULT.iterations()),
                bounds.flatMap(mapping -> scalar(mapping, "rows"))
                        .flatMap(ScalarTypes::wholeNumber)
                        .map(BigInteger::longValueExact)
                        .orElse(Recursion.DEFAULT.rows()));
    }

    private void duplicate(YamlParser.DuplicateKey duplicate) {
        String key = duplicate.second().value();
        SourcePosition first = at(duplicate.first());
        boolean view = duplicate.path().equals(List.of("views"));
        findings.add(Diagnostic.error(
                view ? DiagnosticCode.DUPLICATE_VIEW : DiagnosticCode.YAML_SYNTAX,
                view
                        ? "view \"" + key + "\" is defined twice"
                        : "the key \"" + key + "\" stands twice in the same mapping",
                (view ? "it is defined first in line " : "it stands first in line ") + first.line(),
                at(duplicate.second())));
    }

    private void view(Entry entry) {
        String name = entry.key().value();
        SourcePosition nameAt = at(entry.key());
        if (Identifiers.isTooLong(name) && !malformed.contains(nameAt)) {
            findings.add(schemaError("the name of view \"" + name + "\"" + tooLong(), null, nameAt));
        }
        if (!(entry.value() instanceof Mapping view)) {
            return;
        }
        Into into = into(name, view, nameAt);
        SqlText query = query(name, view);
        Optional<Sequence> key = sequence(view, "key");
        if (query != null) {
            views.add(new ViewDefinition(
                    name,
                    nameAt,
                    scalar(view, "description")
                            .map(text -> text.value().strip())
                            .orElse(null),
                    query,
                    into,
                    key.map(TopologyReader::columns).orElse(null),
                    key.map(list -> source.positionAt(list.offset())).orElse(null),
                    sequence(view, "indexes").map(TopologyReader::indexes).orElse(List.of())));
        }
    }

    private Into into(String view, Mapping definition, SourcePosition nameAt) {
        Optional<Scalar> written = scalar(definition, "into");
        SourcePosition where = written.map(this::at).orElse(nameAt);
        if (written.isEmpty() && value(definition, "into").isPresent()) {
            return Identifiers.relationOf(view);
        }
        Into into = written.map(scalar -> Identifiers.parseRelation(scalar.value()))
                .orElseGet(() -> Identifiers.relationOf(view));
        targets.add(new Target(view, into, where));
        if (written.isPresent()) {
            if (Identifiers.isReservedSchema(into.schema())) {
                findings.add(schemaError(
                        "view \"" + view + "\" cannot go into the schema \"" + into.schema() + "\", which is reserved",
                        "name another schema",
                        where));
            } else if (Identifiers.isTooLong(into.schema()) || Identifiers.isTooLong(into.name())) {
                findings.add(schemaError("a name in into of view \"" + view + "\"" + tooLong(), null, where));
            }
        }
        return into;
    }

    private SqlText query(String view, Mapping definition) {
        Optional<Scalar> query = scalar(definition, "query");
        if (query.isPresent()) {
            return query(view, query.get());
        }
        return scalar(definition, "query_file")
                .map(path -> queryFile(view, path))
                .orElse(null);
    }

    private SqlText query(String view, Scalar query) {
        if (query.style() == Style.FOLDED) {
            findings.add(schemaError(
                    "the query of view \"" + view
                            + "\" is folded by \">\", which joins its lines and loses their places",
                    "write \"|\" instead of \">\"",
                    at(query)));
            return null;
        }
        var sql = FileSqlText.ofScalar(source, query);
        boolean joined = query.style() != Style.LITERAL
                && sql.positionOf(0).line()
                        < sql.positionOf(sql.text().length()).line();
        if (joined && sql.text().contains("--")) {
            findings.add(Diagnostic.warning(
                    DiagnosticCode.YAML_SCHEMA,
                    "YAML joins the lines of the query of view \"" + view
                            + "\", so that a comment behind \"--\" swallows all that follows",
                    "write the query behind \"|\"",
                    sql.positionOf(sql.text().indexOf("--"))));
        }
        return sql;
    }

    private SqlText queryFile(String view, Scalar path) {
        SourcePosition where = at(path);
        try {
            SourceText text = UserFile.read(
                    file.resolveSibling(path.value()), where, "query_file is relative to the folder of this file");
            if (text.text().isBlank()) {
                findings.add(schemaError("the query_file of view \"" + view + "\" is empty", null, where));
            }
            return FileSqlText.ofWholeFile(text);
        } catch (DiagnosticException e) {
            findings.addAll(e.diagnostics());
        } catch (InvalidPathException e) {
            findings.add(schemaError("query_file of view \"" + view + "\" is no path of a file", null, where));
        }
        return null;
    }

    private static List<List<String>> indexes(Sequence lists) {
        return lists.items().stream()
                .filter(Sequence.class::isInstance)
                .map(columns -> columns((Sequence) columns))
                .toList();
    }

    private static List<String> columns(Sequence names) {
        return names.items().stream()
                .filter(Scalar.class::isInstance)
                .map(name -> ((Scalar) name).value())
                .toList();
    }

    private static Optional<YamlNode> value(YamlNode node, String key) {
        return node instanceof Mapping mapping ? mapping.entry(key).map(Entry::value) : Optional.empty();
    }

    /** The scalar under a key, unless the schema has found fault with it. */
    private Optional<Scalar> scalar(YamlNode node, String key) {
        return value(node, key)
                .filter(Scalar.class::isInstance)
                .map(Scalar.class::cast)
                .filter(scalar -> scalar.type() != Type.NULL && !malformed.contains(at(scalar)));
    }

    private static Optional<Sequence> sequence(YamlNode node, String key) {
        return value(node, key).filter(Sequence.class::isInstance).map(Sequence.class::cast);
    }

    private static String tooLong() {
        return " is longer than PostgreSQL's limit of " + Identifiers.MOST_BYTES + " bytes";
    }

    private SourcePosition at(Scalar scalar) {
        return source.positionAt(scalar.offset());
    }

    private static Diagnostic schemaError(String message, String hint, SourcePosition where) {
        return Diagnostic.error(DiagnosticCode.YAML_SCHEMA, message, hint, where);
    }
}
