package vn.doorstep.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performTextReplacement
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.junit.runners.Parameterized
import java.io.File

/** A screen is one call of the facade: the one that `screens.toml` names. The fakes write down every call. */
@OptIn(ExperimentalTestApi::class)
@RunWith(Parameterized::class)
class CallsOfScreensTest(private val screen: String, private val call: String) {
    @Test
    fun `opens with the call that is named`() = on(Paper.USUAL) {
        Bench().use { bench ->
            val content = TAPS.first { it.screen == screen }.content(bench)
            draw { content() }
            waitForIdle()
            ANSWERS[screen]?.let { (field, text) ->
                onAllNodes(hasTestTag(field)).onFirst().performTextReplacement(text)
                waitForIdle()
            }
            assertEquals(listOf(call).filter { it.isNotEmpty() }, bench.made)
        }
    }

    companion object {
        /** What one says first, where the screen answers to it. */
        private val ANSWERS = mapOf("search" to ("query" to "huong"), "enrol" to ("invitation" to "doorstep:1?x"))

        @JvmStatic
        @Parameterized.Parameters(name = "{0}")
        fun screens(): List<Array<Any>> {
            val rows = File("${System.getProperty("doorstep.root")}/screens.toml").readLines()
            return rows.zipWithNext().filter { (head, _) -> head.startsWith("[") }.map { (head, call) ->
                arrayOf(head.trim('[', ']'), call.removePrefix("call = ").trim('"'))
            }
        }
    }
}
