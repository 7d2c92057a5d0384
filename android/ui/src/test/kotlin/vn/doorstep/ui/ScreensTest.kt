package vn.doorstep.ui

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File

/** `screens.toml` against the sources: no state without a sample, no sample without a row, no control that is not there. */
class ScreensTest {
    private val root = System.getProperty("doorstep.root")
    private val rows = File("$root/screens.toml").readLines()
    private val sources = File("$root/android/ui/src/main/kotlin").walk().filter { it.extension == "kt" }.toList()

    private fun values(key: String): List<String> =
        rows.filter { it.startsWith("$key = [") }.flatMap { row -> Regex("\"([^\"]+)\"").findAll(row).map { it.groupValues[1] } }

    @Test
    fun `every state has a sample and every sample a row`() {
        val states = values("states")
        assertTrue(states.size > 30)
        assertEquals(states.sorted(), SAMPLES.map { it.name }.sorted())
    }

    @Test
    fun `every control is in a source`() {
        val text = sources.joinToString("\n") { it.readText() }
        assertEquals(emptyList<String>(), values("controls").distinct().filterNot { "\"$it\"" in text || "\"${it.removeSuffix("*")}\$" in text })
    }

    @Test
    fun `screens know no platform, and what they draw with is ours`() {
        val forbidden = Regex("""^import (android\.|java\.awt|androidx\.navigation|androidx\.lifecycle)""", RegexOption.MULTILINE)
        val raw = Regex("""material3\.(Button|Text|Icon|Card|ListItem)\b|Color\(0x|BasicText\(|\bText\(""")
        val faults = sources.flatMap { file ->
            val text = file.readText()
            listOfNotNull(
                "${file.name}: a platform".takeIf { forbidden.containsMatchIn(text) },
                "${file.name}: raw text, colour or button".takeIf { raw.containsMatchIn(text) && "design" !in file.path },
            )
        }
        assertEquals(emptyList<String>(), faults)
    }
}
