package vn.doorstep.ui

/** What only a platform can do for screens. Each hands over and returns at once. */
interface Handover {
    /** Opens the dialler with a number; the person presses the green button. */
    fun call(number: String)

    /** Shows a position on a map of another app: coordinates alone, never a name. */
    fun map(latE7: Long, lonE7: Long)

    /** Shares a file that only the hub can read. */
    fun share(path: String)

    /** Reads a code with the camera; false where there is none, or it was refused: one pastes the text then. */
    fun scan(read: (String) -> Unit): Boolean

    /** Opens a message to a number, or to whoever the person chooses; the person presses *send*. */
    fun message(number: String?, text: String)

    /** Whether the system lets the app reach the local network, where the hub is. */
    val reachesLocalNetwork: Boolean

    /** Asks for the local network, or opens the settings where it was refused for good. */
    fun allowLocalNetwork()

    /** Asks the person for finger, face or the phone's code; tells when it is them. */
    fun unlock(known: () -> Unit)
}
