package vn.doorstep.testing

import vn.doorstep.core.DeviceInput
import vn.doorstep.core.DoorstepException
import vn.doorstep.core.Moment
import vn.doorstep.core.Platform
import java.io.File
import java.nio.file.Files
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicLong

/** A ward with a real hub: the very program that a commune runs, on a free port of loopback. All people are invented. */
class Ward private constructor(private val folder: File, private val serving: Process) : AutoCloseable {
    val lan = add("Trịnh Thị Lan", "volunteer,driver")
    val minh = add("Phạm Văn Minh", "volunteer")
    val mai = add("Lê Thị Mai", "leader,volunteer")

    private fun add(name: String, roles: String): String = hub("member", "add", name, "--squad", SQUAD, "--role", roles).last()

    /** Gives homes of the list, by their names there, to a member. */
    fun give(member: String, vararg codes: String) {
        hub("assign", "--member", member, *codes.flatMap { listOf("--code", it) }.toTypedArray())
    }

    /** The text of an invitation. */
    fun invite(member: String): String = hub("device", "enrol", member).last()

    /** Runs a command of the hub, and gives what it says. */
    fun hub(vararg args: String): List<String> = run(folder, *args)

    override fun close() {
        serving.destroy()
        serving.waitFor()
        folder.deleteRecursively()
    }

    companion object {
        const val SQUAD = "Đội 1"
        const val PLACE = "Tổ dân phố 5"
        private val program: String = System.getProperty("doorstep.hub")

        /** Three homes, invented. */
        private val LIST = """
            STT,Mã hộ,Chủ hộ,Địa chỉ,Tổ dân phố,Số điện thoại
            1,H1,Bà Nguyễn Thị Hương,12 ngõ 5,$PLACE,0951234567
            2,H2,Ông Lê Văn Bình,34 ngõ 7,$PLACE,
            3,H3,Cụ Trần Thị Nga,3 ngõ 5,$PLACE,
        """.trimIndent()

        fun open(): Ward {
            val folder = Files.createTempDirectory("doorstep-ward").toFile()
            val list = File(folder, "list.csv").apply { writeText(LIST) }
            run(folder, "init", "--commune", "16522")
            run(folder, "squad", "add", SQUAD)
            run(folder, "neighbourhood", "add", PLACE)
            run(folder, "responsibility", "set", PLACE, SQUAD)
            run(folder, "import", list.path)
            val serving = ProcessBuilder(program, "--data", File(folder, "hub").path, "serve", "--listen", "127.0.0.1:0").redirectErrorStream(true).start()
            val said = serving.inputStream.bufferedReader()
            // The hub says where it is as soon as it listens.
            val line = generateSequence { said.readLine() }.first { "https://" in it }
            val address = Regex("https://([0-9.:]+)").find(line)!!.groupValues[1]
            // What invitations tell phones: the office's commands read it from the settings.
            File(folder, "hub/doorstep.toml").appendText("\naddresses = [\"$address\"]\n")
            // Read, or the hub would wait for room to write; that it ends while it is read is how every test ends.
            Thread { runCatching { said.forEachLine { } } }.apply { isDaemon = true }.start()
            return Ward(folder, serving)
        }

        private fun run(folder: File, vararg args: String): List<String> {
            val process = ProcessBuilder(program, "--data", File(folder, "hub").path, *args).redirectErrorStream(true).start()
            val said = process.inputStream.bufferedReader().readLines()
            check(process.waitFor() == 0) { "hub ${args.joinToString(" ")}: ${said.joinToString("\n")}" }
            return said.filter { it.isNotBlank() }
        }
    }
}

/** What a phone's hardware does: clocks that a test may set, and a key that can be destroyed. */
class Hardware : Platform {
    val skewMs = AtomicLong()
    val destroyed = AtomicBoolean()
    private val started = System.nanoTime()

    override fun moment() = Moment(System.currentTimeMillis() + skewMs.get(), ((System.nanoTime() - started) / 1_000_000).toULong() + 1u, 1u)

    override fun destroyKey() {
        if (destroyed.getAndSet(true)) throw DoorstepException.Internal("destroyed_twice")
    }
}

/** What a hub is told of a test's phone. */
val DEVICE = DeviceInput("Máy thử", "android", "15", "0.1.0")

/** Any 32 bytes will do for a test. */
val KEY = ByteArray(32) { 5 }
