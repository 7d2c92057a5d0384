package vn.doorstep

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onSubscription
import kotlinx.coroutines.withContext
import vn.doorstep.core.Area

/**
 * How calls of the facade are made: away from the thread that draws, and again when what they read has changed.
 *
 * The facade blocks, on purpose; [dispatcher] is where. [changes] tells areas, never rows.
 */
class Calls(private val dispatcher: CoroutineDispatcher, private val changes: SharedFlow<Set<Area>>) {
    /** Makes one call. */
    suspend fun <T> call(call: () -> T): Answer<T> = withContext(dispatcher) { answer(call) }

    /** What a screen shows: read now, and read again after each change of its areas. Reads that pile up become one. */
    fun <T> live(vararg areas: Area, read: () -> T): Flow<Answer<T>> = changes
        // Listening first, reading second: a change between the two would never be told.
        .onSubscription { emit(areas.toSet()) }
        .filter { changed -> changed.any { it in areas } }
        .map { }
        .conflate()
        .map { answer(read) }
        .flowOn(dispatcher)
}
