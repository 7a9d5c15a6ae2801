package dev.tideline.schemas.config;

import dev.tideline.schemas.config.YamlNode.Entry;
import dev.tideline.schemas.config.YamlNode.Mapping;
import dev.tideline.schemas.config.YamlNode.Scalar;
import dev.tideline.schemas.config.YamlNode.Sequence;
import dev.tideline.schemas.config.YamlNode.Style;
import dev.tideline.schemas.config.YamlNode.Type;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.diagnostics.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Turns the text of one YAML 1.2 document into a {@link YamlNode} tree. Anchors and merge keys are resolved. */
final class YamlParser {

    /** Nested aliases can blow up a small file; no honest file is this large. */
    private static final int MOST_NODES = 100_000;

    private static final Map<Tag, Type> SCALAR_TYPES = Map.of(
            Tag.STR, Type.TEXT,
            Tag.INT, Type.INTEGER,
            Tag.FLOAT, Type.FLOAT,
            Tag.BOOL, Type.BOOLEAN,
            Tag.NULL, Type.NULL,
            // The parser has a notation for variables of its own, which is not ours.
            Tag.ENV_TAG, Type.TEXT,
            Tag.MERGE, Type.TEXT);

    /** A key that stands twice in one mapping; {@code path} are the keys that lead to the mapping. */
    record DuplicateKey(List<String> path, Scalar first, Scalar second) {

        DuplicateKey {
            path = List.copyOf(path);
        }
    }

    /** A whole file. */
    record Document(SourceText source, YamlNode root, List<DuplicateKey> duplicateKeys) {}

    private final SourceText source;
    private final boolean plane0;
    private final List<DuplicateKey> duplicateKeys = new ArrayList<>();
    private final List<String> path = new ArrayList<>();
    private int nodes;

    private YamlParser(SourceText source) {
        this.source = source;
        this.plane0 = source.text().codePoints().noneMatch(Character::isSupplementaryCodePoint);
    }

    /** @throws DiagnosticException if it is not YAML, empty, or uses what configuration has no use for (own tags, cycles) */
    static Document parse(SourceText source) {
        return new YamlParser(source).document();
    }

    private Document document() {
        var settings = LoadSettings.builder()
                .setLabel(source.name())
                .setSchema(new CoreSchema())
                .setAllowNonScalarKeys(true)
                .build();
        Node root;
        try {
            root = new Compose(settings).composeString(source.text()).orElse(null);
        } catch (YamlEngineException e) {
            // Not as the cause: its message quotes the file, passwords and all.
            throw new DiagnosticException(YamlSyntaxError.describe(e, source, this::offsetOf));
        }
        if (root == null
                || root instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
            throw error("the file is empty", null, 0);
        }
        return new Document(source, convert(root), List.copyOf(duplicateKeys));
    }

    private YamlNode convert(Node node) {
        int offset = startOf(node);
        if (node.isRecursive()) {
            throw error("an alias refers to a part that contains the alias itself", null, offset);
        }
        if (++nodes > MOST_NODES) {
            throw error("the file has more than " + MOST_NODES + " parts once its aliases are expanded", null, offset);
        }
        if (node instanceof MappingNode mapping && mapping.getTag().equals(Tag.MAP)) {
            return mapping(mapping, offset);
        } else if (node instanceof SequenceNode sequence && sequence.getTag().equals(Tag.SEQ)) {
            return sequence(sequence, offset);
        } else if (node instanceof ScalarNode scalar && SCALAR_TYPES.containsKey(scalar.getTag())) {
            return scalar(scalar, offset);
        }
        throw error(YamlSyntaxError.UNKNOWN_TAG, YamlSyntaxError.UNKNOWN_TAG_HINT, markOf(node));
    }

    private Mapping mapping(MappingNode node, int offset) {
        var entries = new ArrayList<Entry>();
        var keys = new HashMap<String, Scalar>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw error(
                        "a key must be plain text",
                        "quote a value that starts with { or [",
                        startOf(tuple.getKeyNode()));
            }
            Scalar key = scalar(keyNode, startOf(keyNode));
            Scalar first = keys.putIfAbsent(key.value(), key);
            if (first == null) {
                path.add(key.value());
                entries.add(new Entry(key, convert(tuple.getValueNode())));
                path.remove(path.size() - 1);
            } else {
                duplicateKeys.add(new DuplicateKey(path, first, key));
            }
        }
        return new Mapping(offset, entries);
    }

    private Sequence sequence(SequenceNode node, int offset) {
        var items = new ArrayList<YamlNode>();
        for (Node item : node.getValue()) {
            path.add(Integer.toString(items.size()));
            items.add(convert(item));
            path.remove(path.size() - 1);
        }
        return new Sequence(offset, items);
    }

    private Scalar scalar(ScalarNode node, int offset) {
        Style style = styleOf(node.getScalarStyle());
        boolean plain = style == Style.PLAIN;
        Type type = SCALAR_TYPES.getOrDefault(node.getTag(), Type.TEXT);
        Type untagged = ScalarTypes.typeOfPlain(node.getValue());
        boolean wrongTag = type != Type.TEXT && type != untagged && !(type == Type.FLOAT && untagged == Type.INTEGER);
        if (wrongTag) {
            throw error(
                    "the value is not what its tag " + node.getTag().getValue() + " says", "remove the tag", offset);
        }
        // The parser's core schema overlooks these spellings of null.
        boolean overlookedNull = plain && type == Type.TEXT && untagged == Type.NULL;
        return new Scalar(offset, node.getValue(), overlookedNull ? Type.NULL : type, style, false);
    }

    private static Style styleOf(ScalarStyle style) {
        return switch (style) {
            case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED -> Style.DOUBLE_QUOTED;
            case LITERAL -> Style.LITERAL;
            case FOLDED -> Style.FOLDED;
            default -> Style.PLAIN;
        };
    }

    /** Where the node's own text begins: the parser's mark stands at a tag or anchor in front of it. */
    private int startOf(Node node) {
        String text = source.text();
        int offset = markOf(node);
        while (offset < text.length() && (text.charAt(offset) == '&' || text.charAt(offset) == '!')) {
            while (offset < text.length() && !Character.isWhitespace(text.charAt(offset))) {
                offset++;
            }
            offset = skipBlanksAndComments(text, offset);
        }
        return offset;
    }

    private int markOf(Node node) {
        return node.getStartMark().map(mark -> offsetOf(mark.getIndex())).orElse(0);
    }

    private static int skipBlanksAndComments(String text, int from) {
        int offset = from;
        while (offset < text.length() && (Character.isWhitespace(text.charAt(offset)) || text.charAt(offset) == '#')) {
            if (text.charAt(offset) == '#') {
                while (offset < text.length() && text.charAt(offset) != '\n') {
                    offset++;
                }
            } else {
                offset++;
            }
        }
        return offset;
    }

    /** The parser counts code points. */
    private int offsetOf(int codePoints) {
        String text = source.text();
        int inside = Math.max(0, codePoints);
        if (plane0) {
            return Math.min(inside, text.length());
        }
        return inside >= text.codePointCount(0, text.length()) ? text.length() : text.offsetByCodePoints(0, inside);
    }

    private DiagnosticException error(String message, String hint, int offset) {
        return new DiagnosticException(
                Diagnostic.error(DiagnosticCode.YAML_SYNTAX, message, hint, source.positionAt(offset)));
    }
}
