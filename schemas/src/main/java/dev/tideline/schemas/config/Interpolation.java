package dev.tideline.schemas.config;

import dev.tideline.schemas.config.YamlNode.Entry;
import dev.tideline.schemas.config.YamlNode.Mapping;
import dev.tideline.schemas.config.YamlNode.Scalar;
import dev.tideline.schemas.config.YamlNode.Sequence;
import dev.tideline.schemas.config.YamlNode.Type;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.diagnostics.SourcePosition;
import dev.tideline.schemas.diagnostics.SourceText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Fills in <code>${VAR}</code>, <code>${VAR:-default}</code> (the default also stands for an empty variable) and
 * <code>${file:path}</code> (without the line break at the file's end) in all values of a document; <code>$${</code> is a
 * literal <code>${</code>. What is filled in is not searched again, and is marked as never to be shown.
 */
final class Interpolation {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String FILE = "file:";
    private static final String DEFAULT = ":-";

    private final SourceText source;
    private final Path directory;
    private final Function<String, String> environment;
    private final Set<List<String>> numbers;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Set<SourcePosition> unresolved = new HashSet<>();
    private final List<String> path = new ArrayList<>();

    /**
     * @param directory which paths of files are relative to
     * @param environment gives a variable's value, or null
     * @param numbers paths of the values that are numbers; what is filled in anywhere else is text
     */
    Interpolation(SourceText source, Path directory, Function<String, String> environment, Set<List<String>> numbers) {
        this.source = source;
        this.directory = directory;
        this.environment = environment;
        this.numbers = numbers;
    }

    /** The same tree with everything filled in. */
    YamlNode apply(YamlNode node) {
        if (node instanceof Mapping mapping) {
            var entries = new ArrayList<Entry>();
            for (Entry entry : mapping.entries()) {
                path.add(entry.key().value());
                entries.add(new Entry(entry.key(), apply(entry.value())));
                path.remove(path.size() - 1);
            }
            return new Mapping(mapping.offset(), entries);
        } else if (node instanceof Sequence sequence) {
            return new Sequence(
                    sequence.offset(),
                    sequence.items().stream().map(this::apply).toList());
        }
        var scalar = (Scalar) node;
        return scalar.value().contains("${") ? fill(scalar) : scalar;
    }

    /** What could not be filled in. */
    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** Where the values begin that could not be filled in; whatever else is wrong with these is a consequence. */
    Set<SourcePosition> unresolved() {
        return unresolved;
    }

    private Scalar fill(Scalar scalar) {
        String template = scalar.value();
        int[] offsets = ScalarOffsets.of(source.text(), scalar);
        var filled = new StringBuilder();
        int from = 0;
        for (int dollar = template.indexOf('$'); dollar >= 0; dollar = template.indexOf('$', from)) {
            filled.append(template, from, dollar);
            if (template.startsWith("$${", dollar)) {
                filled.append("${");
                from = dollar + "$${".length();
            } else if (template.startsWith("${", dollar)) {
                SourcePosition where = source.positionAt(offsets[dollar]);
                int close = template.indexOf('}', dollar);
                String reference = close < 0 ? null : template.substring(dollar + "${".length(), close);
                String value = reference == null ? unclosed(where) : resolve(reference, where);
                if (value == null) {
                    unresolved.add(source.positionAt(scalar.offset()));
                }
                filled.append(value == null ? "" : value);
                from = close < 0 ? template.length() : close + 1;
            } else {
                filled.append('$');
                from = dollar + 1;
            }
        }
        String value = filled.append(template, from, template.length()).toString();
        boolean number = numbers.contains(path) && ScalarTypes.typeOfPlain(value) == Type.INTEGER;
        return new Scalar(scalar.offset(), value, number ? Type.INTEGER : Type.TEXT, scalar.style(), true);
    }

    private String resolve(String reference, SourcePosition where) {
        if (reference.startsWith(FILE)) {
            return content(reference.substring(FILE.length()), where);
        }
        int split = reference.indexOf(DEFAULT);
        String name = split < 0 ? reference : reference.substring(0, split);
        if (!NAME.matcher(name).matches()) {
            return failed(
                    "${" + reference + "} is no reference to a variable",
                    "write ${NAME}, ${NAME:-default} or ${file:path}; for a literal ${ write $${",
                    where);
        }
        String value = environment.apply(name);
        if (split >= 0) {
            return value == null || value.isEmpty() ? reference.substring(split + DEFAULT.length()) : value;
        }
        return value != null
                ? value
                : failed(
                        "the environment variable " + name + " is not set",
                        "set it, or give a default: ${" + name + ":-default}",
                        where);
    }

    private String content(String file, SourcePosition where) {
        try {
            String text = UserFile.read(directory.resolve(file), where, null).text();
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (DiagnosticException e) {
            diagnostics.addAll(e.diagnostics());
            return null;
        } catch (InvalidPathException e) {
            return failed("\"" + file + "\" is no path of a file", null, where);
        }
    }

    private String unclosed(SourcePosition where) {
        return failed("a ${ without its }", "close it; for a literal ${ write $${", where);
    }

    private String failed(String message, String hint, SourcePosition where) {
        diagnostics.add(Diagnostic.error(DiagnosticCode.VARIABLE_UNDEFINED, message, hint, where));
        return null;
    }
}
