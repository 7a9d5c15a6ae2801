package dev.tideline.engine.function;

import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.JsonbPath;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;

/**
 * A change at the end of a path into jsonb. Nothing happens if the path up to its last step does not exist.
 *
 * @param value the new value, or null to delete
 */
record JsonbPathChange(String[] path, Jsonb value, JsonbPathChange.Action action) {

    /** What to do at the end of the path. */
    enum Action {
        DELETE,
        /** Only what exists. */
        REPLACE,
        SET,
        INSERT_BEFORE,
        INSERT_AFTER;

        private boolean inserts() {
            return this == INSERT_BEFORE || this == INSERT_AFTER;
        }

        /** Whether a key or position that does not exist comes into being. */
        private boolean creates() {
            return this == SET || inserts();
        }
    }

    /** The changed value; {@code level} is the step that the value is at. */
    Jsonb apply(Jsonb json, int level) {
        if (path[level] == null) {
            throw new SqlError("22004", "path element at position " + (level + 1) + " is null");
        }
        return switch (json.kind()) {
            case OBJECT -> object(json, level);
            case ARRAY -> array(json, level);
            default -> json;
        };
    }

    private boolean isLast(int level) {
        return level == path.length - 1;
    }

    private Jsonb object(Jsonb json, int level) {
        String key = path[level];
        var existing = json.get(key);
        if (existing == null && !(isLast(level) && action.creates())) {
            return json;
        }
        var entries = json.entries();
        if (!isLast(level)) {
            entries.put(key, apply(existing, level + 1));
        } else if (action == Action.DELETE) {
            entries.remove(key);
        } else if (existing != null && action.inserts()) {
            throw SqlError.invalidParameter("cannot replace existing key");
        } else {
            entries.put(key, value);
        }
        return Jsonb.object(entries);
    }

    private Jsonb array(Jsonb json, int level) {
        int size = json.size();
        int index = index(level, size);
        boolean creates = isLast(level) && action.creates();
        var elements = new ArrayList<>(json.elements());
        if (index >= 0 && index < size) {
            if (isLast(level)) {
                changeAt(elements, index);
            } else {
                elements.set(index, apply(elements.get(index), level + 1));
            }
        } else if (creates) {
            elements.add(index < 0 ? 0 : size, value);
        }
        return Jsonb.array(elements);
    }

    private void changeAt(ArrayList<Jsonb> elements, int index) {
        switch (action) {
            case DELETE -> elements.remove(index);
            case REPLACE, SET -> elements.set(index, value);
            case INSERT_BEFORE -> elements.add(index, value);
            case INSERT_AFTER -> elements.add(index + 1, value);
        }
    }

    /** The step as a position from the start; below 0 for one before the start, the size for one behind the end. */
    private int index(int level, int size) {
        var position = JsonbPath.position(path[level]);
        if (position == null) {
            throw new SqlError(
                    "22P02", "path element at position " + (level + 1) + " is not an integer: \"" + path[level] + "\"");
        }
        return (int) (position < 0 ? Math.max(position + size, -1) : Math.min(position, size));
    }
}
