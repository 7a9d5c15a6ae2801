package dev.tideline.engine.runtime;

import dev.tideline.schemas.wire.Lsn;

/**
 * How far a stage is, as of its last commit.
 *
 * @param confirmedEpoch all source epochs up to here have been closed, and the transaction with their results is committed
 * @param closedEpoch closed by a transaction that may still be under way
 * @param lsn LSN of {@code closedEpoch}; null before the first
 * @param behindMs how old the newest record read was, by the clock of who wrote it; 0 if nothing has come to be read for a while
 * @param waitingRows rows that came before their epoch's turn
 * @param committedAtMs this process's clock when it was taken
 * @param stalledSinceMs since when the same epoch has been incomplete although rows or manifests of later ones are here; 0 if not
 * @param missing what that epoch lacks; null if it does not stall
 */
record StageProgress(
        long confirmedEpoch,
        long closedEpoch,
        Lsn lsn,
        long behindMs,
        long waitingRows,
        long committedAtMs,
        long stalledSinceMs,
        String missing) {}
