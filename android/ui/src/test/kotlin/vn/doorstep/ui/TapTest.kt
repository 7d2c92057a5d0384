package vn.doorstep.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasAnyDescendant
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextReplacement
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.junit.runners.Parameterized
import java.io.File

/** Each control is tapped on its screen, over its model, and does what it says. */
@OptIn(ExperimentalTestApi::class)
@RunWith(Parameterized::class)
class TapTest(private val tap: Tap, @Suppress("unused") private val name: String) {
    @Test
    fun `does what it says`() = on(Paper.USUAL) {
        Bench().use { bench ->
            val content = tap.content(bench)
            draw { content() }
            tap.first.forEach { act(it) }
            if (tap.type != null) type(tap.id, tap.type) else press(tap.id, tap.says)
            tap.after.forEach { act(it) }
            waitForIdle()
            assertTrue("${tap.screen} ${tap.id}: ${bench.log}", bench.log.any { tap.does in it })
        }
    }

    /** `id`, `id~what it says`, or `id=what is typed`. */
    private fun SkikoComposeUiTest.act(step: String) = when {
        '=' in step && '~' !in step -> type(step.substringBefore('='), step.substringAfter('='))
        else -> press(step.substringBefore('~'), step.substringAfter('~', "").ifEmpty { null })
    }

    private fun SkikoComposeUiTest.press(id: String, says: String?) {
        val tagged = hasTestTag(id) and hasClickAction()
        val wanted = if (says == null) tagged else {
            val words = hasText(says, substring = true, ignoreCase = true) or hasContentDescription(says, substring = true, ignoreCase = true)
            tagged and (words or hasAnyDescendant(words))
        }
        if (onAllNodes(wanted).fetchSemanticsNodes(atLeastOneRootRequired = false).isEmpty()) onAllNodes(hasTestTag("list")).onFirst().performScrollToNode(wanted)
        val node = onAllNodes(wanted).onFirst()
        runCatching { node.performScrollTo() }
        node.performClick()
        waitForIdle()
    }

    private fun SkikoComposeUiTest.type(id: String, text: String) {
        val node = onAllNodes(hasTestTag(id)).onFirst()
        runCatching { node.performScrollTo() }
        node.performTextReplacement(text)
        waitForIdle()
    }

    companion object {
        @JvmStatic
        @Parameterized.Parameters(name = "{1}")
        fun taps(): List<Array<Any>> = TAPS.mapIndexed { at, tap -> arrayOf(tap, "$at ${tap.screen} ${tap.id}") }
    }
}

/** No control of `screens.toml` without a tap, and no tap without a control. */
class TappedTest {
    @Test
    fun `every control is tapped`() {
        var screen = ""
        val named = File("${System.getProperty("doorstep.root")}/screens.toml").readLines().flatMap { row ->
            if (row.startsWith("[")) screen = row.trim('[', ']')
            if (row.startsWith("controls = ")) Regex("\"([^\"]+)\"").findAll(row).map { screen to it.groupValues[1] }.toList() else emptyList()
        }
        val tapped = TAPS.map { it.screen to it.id }
        fun (Pair<String, String>).covers(tap: Pair<String, String>) = first == tap.first && (second == tap.second || second.endsWith("*") && tap.second.startsWith(second.removeSuffix("*")))
        assertTrue(named.size > 90)
        assertEquals("not tapped", emptyList<Any>(), named.filterNot { control -> tapped.any { control.covers(it) } })
        assertEquals("not in screens.toml", emptyList<Any>(), tapped.filterNot { tap -> named.any { it.covers(tap) } })
    }
}
