package vn.doorstep.ui.flow

/** Whoever answers the commands of the world. */
fun interface World {
    /** The answer: `ok`, `ok TEXT`, or `no WHY`. */
    fun answer(command: String): String

    /** Tells a command, and gives the text of its answer. */
    fun tell(command: String): String {
        val answer = answer(command)
        check(answer == "ok" || answer.startsWith("ok ")) { "$command: $answer" }
        return answer.removePrefix("ok").trim()
    }
}

/** The program that plays the hub, the leader, other phones and the wire. */
class WorldProgram : World, AutoCloseable {
    private val process = ProcessBuilder(System.getProperty("doorstep.world")).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    private val said = process.inputStream.bufferedReader()
    private val told = process.outputStream.bufferedWriter()

    override fun answer(command: String): String {
        told.write(command + "\n")
        told.flush()
        return checkNotNull(said.readLine()) { "the world ended at: $command" }
    }

    override fun close() {
        told.close()
        process.waitFor()
    }
}
