package dev.tideline.engine.gate;

/** How rows that wait are kept in state. */
public interface RowBytes<R> {

    byte[] write(R row);

    /** About how many bytes the row takes in memory. */
    long size(R row);

    /** Reads what {@link #write} wrote; {@code channel} is the position that the row was offered under. */
    R read(int channel, byte[] bytes);
}
