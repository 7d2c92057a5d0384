package vn.doorstep

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.Assert.assertEquals
import org.junit.Test
import vn.doorstep.core.Area
import java.util.concurrent.atomic.AtomicInteger

/** Screens read again; no change may slip between the first read and listening. */
class CallsTest {
    @Test
    fun `a change right after the first read is read`() = runBlocking {
        repeat(3_000) { round ->
            val changes = MutableSharedFlow<Set<Area>>(extraBufferCapacity = 64)
            val rows = AtomicInteger()
            val read = CompletableDeferred<Unit>()
            val shown = async(Dispatchers.Default) {
                Calls(Dispatchers.IO, changes)
                    .live(Area.HOMES) { rows.get().also { read.complete(Unit) } }
                    .first { it == Answer.Is(1) }
            }
            read.await()
            rows.set(1)
            changes.tryEmit(setOf(Area.HOMES))
            assertEquals("round $round", Answer.Is(1), withTimeout(5_000) { shown.await() })
        }
    }
}
