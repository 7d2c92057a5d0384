package vn.doorstep.ui.flow

import androidx.compose.ui.test.ExperimentalTestApi
import vn.doorstep.ui.Paper
import vn.doorstep.ui.on
import java.io.File

// A life of the app that ends by SIGKILL is played in a process of its own. It asks the world through its output, reads
// the answers from its input, and says when its steps are done; then it waits to be killed.

/** Plays one life here. */
@OptIn(ExperimentalTestApi::class)
fun live(steps: List<Step>, folder: File, world: World) = on(Paper.USUAL) { Player(this, folder, world).use { it.play(steps) } }

/** Plays one life in a process that is killed at its end. */
fun liveAndBeKilled(script: Script, life: Int, folder: File, world: World) {
    val handed = System.getProperties().stringPropertyNames().filter { it.startsWith("doorstep.") || it.startsWith("jna.") || it == "java.awt.headless" }
    val path = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
    val java = File(System.getProperty("java.home"), "bin/java").path
    val process = ProcessBuilder(
        listOf(java, "-Xmx512m") + handed.map { "-D$it=${System.getProperty(it)}" } +
            listOf("-cp", path, "vn.doorstep.ui.flow.LivesKt", script.name, life.toString(), folder.path),
    ).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    try {
        val told = process.outputStream.bufferedWriter()
        for (line in process.inputStream.bufferedReader().lineSequence()) {
            when {
                line == "done" -> return
                line.startsWith("failed ") -> throw AssertionError(line)
                line.startsWith("world ") -> told.run {
                    write(world.answer(line.removePrefix("world ")) + "\n")
                    flush()
                }
            }
        }
        throw AssertionError("${script.name}: life $life ended by itself")
    } finally {
        // SIGKILL: nothing of the app hears of it.
        process.destroyForcibly().waitFor()
    }
}

@OptIn(ExperimentalTestApi::class)
fun main(args: Array<String>) {
    val (name, life, folder) = args
    val steps = Script.all().first { it.name == name }.lives[life.toInt()]
    on(Paper.USUAL) {
        // Never closed: the kill is its end.
        val player = Player(this, File(folder)) { command ->
            println("world $command")
            readln()
        }
        try {
            player.play(steps)
            player.settle()
            println("done")
        } catch (failure: Throwable) {
            println("failed " + failure.message.orEmpty().replace('\n', ' '))
        }
        readlnOrNull()
    }
}
