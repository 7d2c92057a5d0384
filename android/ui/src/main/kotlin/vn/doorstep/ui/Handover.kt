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
}
