package vn.doorstep.ui

import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.junit.runners.Parameterized
import vn.doorstep.ui.flow.Script
import vn.doorstep.ui.flow.WorldProgram
import vn.doorstep.ui.flow.live
import vn.doorstep.ui.flow.liveAndBeKilled

/** Whole days at doors, as `tests/flows` tells them: these screens, the real library, a real hub. */
@RunWith(Parameterized::class)
class FlowTest(private val script: Script, @Suppress("unused") private val name: String) {
    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun `comes true`() = WorldProgram().use { world ->
        for (life in 0 until script.lives.lastIndex) liveAndBeKilled(script, life, folder.root, world)
        live(script.lives.last(), folder.root, world)
    }

    companion object {
        @JvmStatic
        @Parameterized.Parameters(name = "{1}")
        fun scripts(): List<Array<Any>> = Script.all().map { arrayOf(it, it.name) }
    }
}
