package vn.doorstep.ui

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.LocalSaveableStateRegistry
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertTextEquals
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import org.junit.Assert.assertEquals
import org.junit.Test
import vn.doorstep.ui.consent.ConsentModel
import vn.doorstep.ui.consent.ConsentScreen
import vn.doorstep.ui.design.Field

/** What stands in a field is what its model knows, wherever one was meanwhile. */
@OptIn(ExperimentalTestApi::class)
class FieldTest {
    @Test
    fun `coming back, it says what stands in it to a model that begins anew`() = on(Paper.USUAL) {
        var here by mutableStateOf(true)
        val told = mutableListOf<String>()
        val remembered = Remembered()
        draw { CompositionLocalProvider(LocalSaveableStateRegistry provides remembered) { if (here) Field("Tìm", "query") { told += it } } }
        onNodeWithTag("query").performTextReplacement("huong")
        here = false
        waitForIdle()
        told.clear()
        here = true
        waitForIdle()
        onNodeWithTag("query").assertTextEquals("huong")
        assertEquals(listOf("huong"), told)
    }

    @Test
    fun `a field that was away for another choice shows what was typed`() = on(Paper.USUAL) {
        Bench().use { bench ->
            val consents = bench.fake<vn.doorstep.core.ConsentsInterface>("consents", "form" to CONSENT_FORM)
            val model = ConsentModel(bench.calls, consents, bench.drafting, "h1", "p1", bench.scope, bench.saving)
            draw {
                val state by model.state.collectAsState()
                ConsentScreen(state, {}, model::send)
            }
            fun tap(id: String) {
                onNodeWithTag(id).performScrollTo().performClick()
                waitForIdle()
            }
            tap("method-spoken")
            onNodeWithTag("witness").performScrollTo().performTextReplacement("cô Lan")
            tap("method-screen")
            onNodeWithTag("witness").assertDoesNotExist()
            tap("method-spoken")
            onNodeWithTag("witness").assertTextEquals("cô Lan")
        }
    }
}
