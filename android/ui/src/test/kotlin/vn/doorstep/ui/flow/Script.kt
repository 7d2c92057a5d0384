package vn.doorstep.ui.flow

import java.io.File

/** A step of a script: its words, and where it stands. */
class Step(private val script: String, private val line: Int, val text: String) {
    val words: List<String> = text.split(' ')

    /** What follows the first word, as it stands. */
    val rest: String get() = text.substringAfter(' ', "")

    override fun toString() = "$script.flow:$line: $text"
}

/** What a step is about: a control, and what it must say. */
class Control(rest: String) {
    val id: String = rest.substringBefore(' ')
    val says: String? = rest.substringAfter(" ~ ", "").ifEmpty { null }
}

/** A script of `tests/flows`. Kills part it: each part is a life of the app's process. */
class Script(file: File) {
    val name: String = file.nameWithoutExtension
    val lives: List<List<Step>>

    init {
        val steps = file.readLines().mapIndexed { at, line -> Step(name, at + 1, line.trim()) }
            .filterNot { it.text.isEmpty() || it.text.startsWith("#") }
        lives = buildList<MutableList<Step>> {
            add(mutableListOf())
            for (step in steps) if (step.text == "kill") add(mutableListOf()) else last().add(step)
        }
    }

    companion object {
        private val ROOT: String = System.getProperty("doorstep.root")

        /** All scripts, by name. */
        fun all(): List<Script> = File("$ROOT/tests/flows").listFiles { file -> file.extension == "flow" }.orEmpty().sorted().map(::Script)
    }
}

/** Messages by their key, to be found on a screen whatever their arguments. */
object Messages {
    private val root: String = System.getProperty("doorstep.root")

    // The folder of the apps wins over the first one, as it does in the generator.
    private val texts: Map<String, String> = listOf("vi.ftl", "terminal/vi.ftl", "phone/vi.ftl")
        .flatMap { File("$root/strings/$it").readLines() }
        .filter { Regex("^[a-z].* = ").containsMatchIn(it) }
        .associate { it.substringBefore(" = ") to it.substringAfter(" = ") }

    /** What a text must match to be the message. */
    fun pattern(key: String): Regex {
        val text = checkNotNull(texts[key]) { "no message $key" }
        val pieces = text.split(Regex("\\{[^}]*}")).map { Regex.escape(it) }
        return Regex(pieces.joinToString(".*"), setOf(RegexOption.IGNORE_CASE, RegexOption.DOT_MATCHES_ALL))
    }
}
