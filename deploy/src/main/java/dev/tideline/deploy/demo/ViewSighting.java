package dev.tideline.deploy.demo;

/**
 * A view as it was last seen.
 *
 * @param changes how often its content was another than at the look before
 * @param sample one telling row, or null while there is none
 */
record ViewSighting(String name, long rows, String fingerprint, long changes, String sample) {

    ViewSighting next(long newRows, String newFingerprint, String newSample) {
        boolean changed = fingerprint != null && !fingerprint.equals(newFingerprint);
        return new ViewSighting(name, newRows, newFingerprint, changes + (changed ? 1 : 0), newSample);
    }

    static ViewSighting none(String name) {
        return new ViewSighting(name, 0, null, 0, null);
    }
}
