package vn.doorstep.ui.flow

import vn.doorstep.Answer
import vn.doorstep.Phone
import vn.doorstep.core.DoorstepException
import vn.doorstep.core.Moment
import vn.doorstep.core.Platform
import vn.doorstep.ui.Handover
import java.io.File
import java.io.RandomAccessFile
import java.util.concurrent.ConcurrentLinkedQueue

/**
 * All that a phone's system does for the app, in one double: clocks, secure storage, camera, dialler, maps, sharing, the
 * permission for the local network. A script sets what it does wrong.
 */
class Device(folder: File) : Platform, Handover {
    val file = File(folder, "phone.db")

    // As a secure storage that survives the process does.
    private val key = File(folder, "key")
    private val started = System.nanoTime()

    @Volatile private var wallAheadMs = 0L

    @Volatile private var uptimeAheadMs = 0L

    /** What the camera sees; none where it was refused. */
    @Volatile var camera: String? = null

    /** Whether the system lets the app reach the local network. */
    @Volatile override var reachesLocalNetwork = true

    /** What the app handed over since somebody looked: `call +84…`, `share /path`. */
    val handed = ConcurrentLinkedQueue<String>()

    /** The last file that was shared. */
    @Volatile var shared: String? = null

    fun clockJumps(hours: Long) {
        wallAheadMs += hours * 3_600_000
    }

    fun daysPass(days: Long) {
        wallAheadMs += days * 86_400_000
        uptimeAheadMs += days * 86_400_000
    }

    /** Opens the file with the key in storage; a new key where there is none. */
    fun open(): Answer<Phone> {
        if (!key.exists()) key.writeBytes(ByteArray(32) { 5 })
        return Phone.open(file, key.readBytes(), this)
    }

    fun keyInHex(): String = key.readBytes().joinToString("") { "%02x".format(it) }

    fun loseKey() = key.writeBytes(ByteArray(32) { 6 })

    /** Overwrites the middle of the database, and what a write-ahead log could mend it with. */
    fun damageFile() {
        File(file.path + "-wal").delete()
        RandomAccessFile(file, "rw").use {
            it.seek(it.length() / 2)
            it.write(ByteArray(8192) { 0x55 })
        }
    }

    // A moment apart from 0: the first reading of a boot.
    override fun moment() = Moment(
        System.currentTimeMillis() + wallAheadMs,
        ((System.nanoTime() - started) / 1_000_000 + uptimeAheadMs + 1).toULong(),
        // Another process of the same phone is a later boot: its uptime begins anew.
        ProcessHandle.current().pid().toULong(),
    )

    override fun destroyKey() {
        if (!key.delete()) throw DoorstepException.Internal("no_key")
        handed += "key-destroyed"
    }

    override fun call(number: String) {
        handed += "call $number"
    }

    override fun map(latE7: Long, lonE7: Long) {
        handed += "map $latE7 $lonE7"
    }

    override fun share(path: String) {
        shared = path
        handed += "share $path"
    }

    override fun scan(read: (String) -> Unit): Boolean {
        read(camera ?: return false)
        return true
    }

    override fun message(number: String?, text: String) {
        handed += "message ${number.orEmpty()} $text"
    }

    override fun unlock(known: () -> Unit) {
        handed += "unlock"
        known()
    }

    override fun allowLocalNetwork() {
        handed += "allow-local-network"
    }
}
