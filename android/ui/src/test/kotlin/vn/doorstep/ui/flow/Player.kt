package vn.doorstep.ui.flow

import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasAnyDescendant
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.isNotEnabled
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performSemanticsAction
import androidx.compose.ui.test.performTextReplacement
import kotlinx.coroutines.runBlocking
import vn.doorstep.testing.DEVICE
import vn.doorstep.ui.App
import vn.doorstep.ui.FONT
import vn.doorstep.ui.Opened
import vn.doorstep.ui.Opening
import vn.doorstep.ui.settings.TasteKeeper
import java.io.File

/** Plays the steps of one life of the app. What each means: `tests/flows/README.md`. */
@OptIn(ExperimentalTestApi::class)
class Player(private val test: SkikoComposeUiTest, folder: File, private val world: World) : AutoCloseable {
    private val device = Device(folder)
    private var app by mutableStateOf(start())
    private var taps = 0
    private var lastly = ""

    /** What the bar told of at the last tap. */
    private var told: List<String>? = null

    private fun start() = Opening(device.file, device, TasteKeeper(), LONG, open = device::open)

    init {
        test.setContent { key(app) { App(app, DEVICE, FONT) } }
    }

    /** What was typed last is on its way to the store: a kill comes once it is there. */
    fun settle() = await { (app.state.value as? Opened.Works)?.model?.drafting?.settled?.value ?: true }

    fun play(steps: List<Step>) {
        for (step in steps) {
            try {
                play(step)
            } catch (failure: Throwable) {
                throw AssertionError("$step: ${failure.message}; on the screen: ${texts()}; $lastly", failure)
            }
        }
    }

    private fun play(step: Step) {
        val (word, rest) = step.words.first() to step.rest
        when (word) {
            "hub", "wire", "phone" -> world.tell(step.text)
            "enrol" -> enrol(rest)
            "tap" -> tap(Control(rest))
            "type" -> type(rest.substringBefore(' '), rest.substringAfter(' ', ""))
            // The bar of the tap before is still there when the next thing is being saved.
            "see" -> find(Control(rest).matcher() and SemanticsMatcher("of the last tap") { rest != SAVED_BAR || it.words() != told })
            "see-words" -> find(says { rest.lowercase() in it.lowercase() })
            "see-message" -> Messages.pattern(rest).let { wanted -> find(says(wanted::containsMatchIn)) }
            "gone" -> await { nodes(Control(rest).matcher()).isEmpty() }
            "gone-words" -> await { texts().none { rest.lowercase() in it.lowercase() } }
            "off" -> find(Control(rest).matcher() and isNotEnabled())
            "sync" -> sync()
            "taps" -> if (rest == "0") taps = 0 else check(taps == rest.toInt()) { "$taps taps" }
            "clock" -> device.clockJumps(rest.toLong())
            "days" -> device.daysPass(rest.toLong())
            "camera" -> device.camera = sees(rest)
            "platform" -> platform(step.words[1], step.words[2] == "yes")
            "handed" -> await { device.handed.any { it.startsWith(rest) } }.also { device.handed.clear() }
            "deliver" -> world.tell("hub handed-in ${checkNotNull(device.shared) { "nothing was shared" }} $rest")
            "lose-key" -> again { device.loseKey() }
            "newer-file" -> again { world.tell("file newer ${device.file} ${device.keyInHex()}") }
            "known-file" -> again { world.tell("file known ${device.file} ${device.keyInHex()}") }
            "damage-file" -> again { device.damageFile() }
            else -> error("no such step")
        }
    }

    private fun enrol(member: String) {
        type("invitation", world.tell("hub invite $member"))
        tap(Control("begin"))
        find(hasTestTag("tab-today"))
    }

    private fun sees(what: String): String? = when (what) {
        "refused" -> null
        "lan", "minh", "mai" -> world.tell("hub invite $what")
        else -> what
    }

    private fun platform(what: String, yes: Boolean) = when (what) {
        "local-network" -> device.reachesLocalNetwork = yes
        else -> error("the platform reports no $what")
    }

    /** As background work does, which tells nobody whether it got through. */
    private fun sync() {
        val phone = (app.state.value as Opened.Works).model.phone
        runBlocking { phone.sync(false) }
        phone.core.sync().use { it.settle() }
    }

    private fun again(change: () -> Unit) {
        await { app.state.value != Opened.NotYet }
        (app.state.value as? Opened.Works)?.model?.phone?.core?.sync()?.use { it.settle() }
        app.close()
        change()
        app = start()
    }

    private fun tap(control: Control) {
        val wanted = control.matcher() and hasClickAction() and isEnabled()
        find(wanted)
        val node = test.onAllNodes(wanted).onFirst()
        // Not everything that can be tapped scrolls.
        runCatching { node.performScrollTo() }
        told = nodes(hasTestTag(SAVED_BAR)).firstOrNull()?.words()
        // As a screen reader taps: a list that is read again meanwhile may move under a finger.
        node.performSemanticsAction(SemanticsActions.OnClick)
        taps++
    }

    private fun type(id: String, text: String) {
        find(hasTestTag(id))
        val node = test.onAllNodes(hasTestTag(id)).onFirst()
        runCatching { node.performScrollTo() }
        node.performTextReplacement(text)
    }

    /** Waits until it is there; what a long list has not drawn yet is scrolled to. */
    private fun find(wanted: SemanticsMatcher) = await {
        if (nodes(wanted).isEmpty() && nodes(hasTestTag("list")).isNotEmpty()) {
            try {
                test.onAllNodes(hasTestTag("list")).onFirst().performScrollToNode(wanted)
            } catch (notThere: AssertionError) {
                // Not yet: asked again.
                lastly = notThere.message.orEmpty()
            }
        }
        nodes(wanted).isNotEmpty()
    }

    private fun says(wanted: (String) -> Boolean) = SemanticsMatcher("says so") { node -> node.all().flatMap { it.texts() }.any(wanted) }

    private fun await(comesTrue: () -> Boolean) = test.waitUntil(timeoutMillis = 20_000, condition = comesTrue)

    private fun nodes(wanted: SemanticsMatcher) = test.onAllNodes(wanted).fetchSemanticsNodes(atLeastOneRootRequired = false)

    private fun Control.matcher(): SemanticsMatcher {
        val tagged = hasTestTag(id)
        val said = says ?: return tagged
        val words = hasText(said, substring = true, ignoreCase = true) or hasContentDescription(said, substring = true, ignoreCase = true)
        return tagged and (words or hasAnyDescendant(words))
    }

    private fun texts(): List<String> = test.onAllNodes(isRoot(), useUnmergedTree = true)
        .fetchSemanticsNodes(atLeastOneRootRequired = false).flatMap { it.all() }.flatMap { it.texts() }.filter { it.isNotBlank() }

    private fun SemanticsNode.all(): List<SemanticsNode> = listOf(this) + children.flatMap { it.all() }

    private fun SemanticsNode.words(): List<String> = all().flatMap { it.texts() }

    private fun SemanticsNode.texts(): List<String> =
        config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text } + listOfNotNull(config.getOrNull(SemanticsProperties.EditableText)?.text)

    override fun close() = app.close()

    private companion object {
        /** The bar with undo must not fade on a slow machine. */
        const val LONG = 600_000L
        const val SAVED_BAR = "saved-bar"
    }
}
