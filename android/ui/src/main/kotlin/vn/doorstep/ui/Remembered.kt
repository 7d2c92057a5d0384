package vn.doorstep.ui

import androidx.compose.runtime.saveable.SaveableStateRegistry

/**
 * What screens remember of themselves (how far one scrolled, what stands in a field), for as long as the process lives; also
 * while the phone is turned. The system is not asked to keep it: it would write it down outside our encrypted file. After
 * the death of the process a form is there again from the core's drafts, without what looks like a citizen's secret.
 */
class Remembered : SaveableStateRegistry {
    private val values = mutableMapOf<String, Any?>()

    override fun canBeSaved(value: Any) = true

    override fun consumeRestored(key: String): Any? = values.remove(key)

    override fun registerProvider(key: String, valueProvider: () -> Any?) = object : SaveableStateRegistry.Entry {
        // The screens end: what they hold then is what they begin with.
        override fun unregister() {
            values[key] = valueProvider()
        }
    }

    /** Nothing for the system. */
    override fun performSave(): Map<String, List<Any?>> = emptyMap()
}
