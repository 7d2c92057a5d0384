package vn.doorstep

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.withContext
import vn.doorstep.core.Area
import vn.doorstep.core.CancelToken
import vn.doorstep.core.Doorstep
import vn.doorstep.core.Listener
import vn.doorstep.core.Platform
import vn.doorstep.core.SyncReport
import java.io.File
import java.util.concurrent.atomic.AtomicBoolean

/**
 * A phone's Doorstep, open on one file. One a process; close it when the process no longer needs it.
 *
 * `Phone.open` answers rather than throws: a file that does not open is a screen, not a crash.
 */
class Phone private constructor(val core: Doorstep, private val file: File, private val dispatcher: CoroutineDispatcher) : AutoCloseable {
    private val closed = AtomicBoolean()

    // Without bound: a listener must never hold the phone's own thread, and a dropped notice is a screen that stays old.
    // Few ever wait, since the core tells areas together and screens skip what they fall behind on.
    private val changed = MutableSharedFlow<Set<Area>>(extraBufferCapacity = Int.MAX_VALUE)
    private val subscription = core.subscribe(object : Listener {
        override fun changed(areas: List<Area>) {
            changed.tryEmit(areas.toSet())
        }
    })

    /** How screens call. */
    val calls = Calls(dispatcher, changed)

    /** Syncs until done. A cancelled coroutine cancels the exchange; the next sync goes on where it stopped. */
    suspend fun sync(personWaits: Boolean): Answer<SyncReport> = cancellable { cancel ->
        core.sync().use { it.run(personWaits, cancel) }
    }

    /** Makes a call that waits for the hub. A coroutine's cancellation does not reach Rust by itself: the token does. */
    suspend fun <T> cancellable(call: (CancelToken) -> T): Answer<T> = CancelToken().use { cancel ->
        coroutineScope {
            val watch = launch {
                try {
                    awaitCancellation()
                } finally {
                    cancel.cancel()
                }
            }
            try {
                withContext(dispatcher) { answer { call(cancel) } }
            } finally {
                watch.cancel()
            }
        }
    }

    /** What is unsent as it was sealed last, to be shared where the file cannot be read any more. */
    val sealedFile: String? get() = sealedFileBeside(file)

    /** Closes it; once more is nothing. */
    override fun close() {
        if (closed.getAndSet(true)) return
        subscription.cancel()
        subscription.close()
        core.close()
    }

    companion object {
        /** The sealed file with everything unsent beside a database that does not open, to be shared: it needs no key. */
        fun sealedFileBeside(file: File): String? = vn.doorstep.core.sealedFileBeside(file.path)

        /**
         * Sets a file that does not open aside, with its sealed file, so that the phone can be enrolled again. Both are
         * renamed and neither is deleted. Answers where the database lies now.
         */
        fun setAside(file: File): Answer<String> = answer { vn.doorstep.core.setAside(file.path) }

        /** Opens the file, or makes it, with a key of 32 bytes from the platform's secure storage. Zero the key afterwards. */
        fun open(
            file: File,
            key: ByteArray,
            platform: Platform,
            dispatcher: CoroutineDispatcher = Dispatchers.IO,
        ): Answer<Phone> = answer { Phone(Doorstep.open(file.path, key, platform), file, dispatcher) }
    }
}
