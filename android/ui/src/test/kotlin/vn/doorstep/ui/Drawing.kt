package vn.doorstep.ui

import androidx.compose.runtime.Composable
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.v2.runSkikoComposeUiTest
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
import androidx.compose.ui.unit.Density
import vn.doorstep.ui.design.Look
import vn.doorstep.ui.design.Strings
import vn.doorstep.ui.design.Theme
import vn.doorstep.ui.design.Vi

/** The font that the apps ship. */
val FONT = FontFamily(
    Font("font/BeVietnamPro-Regular.ttf", FontWeight.Normal),
    Font("font/BeVietnamPro-SemiBold.ttf", FontWeight.SemiBold),
)

/** A phone to draw on. */
class Paper(val name: String, val width: Int, val height: Int, val density: Float, val text: Float) {
    companion object {
        /** The usual phone, and the narrowest with the largest letters. */
        val USUAL = Paper("411", 411, 891, 1f, 1f)
        val NARROW = Paper("320x2", 320, 640, 1f, 2f)
    }
}

/** Runs a test on a phone of a size. */
@OptIn(ExperimentalTestApi::class)
fun on(paper: Paper, body: suspend SkikoComposeUiTest.() -> Unit) = runSkikoComposeUiTest(
    size = Size(paper.width * paper.density, paper.height * paper.density), density = Density(paper.density, paper.text),
) { body() }

@OptIn(ExperimentalTestApi::class)
fun SkikoComposeUiTest.draw(theme: Theme = Theme.Light, words: Strings = Vi, content: @Composable () -> Unit) = setContent { Look(theme, words, FONT, content = content) }

/** What is wrong with what is drawn: nameless or small targets, text cut off, words broken in two. */
@OptIn(ExperimentalTestApi::class)
fun SkikoComposeUiTest.faults(): List<String> {
    val targets = onAllNodes(hasClickAction()).fetchSemanticsNodes().flatMap { node ->
        val density = node.layoutInfo.density.density
        val (width, height) = node.size.width / density to node.size.height / density
        listOfNotNull(
            "no name: ${node.config.getOrNull(SemanticsProperties.TestTag)}".takeIf { node.name().isBlank() },
            "${width}x$height: ${node.config.getOrNull(SemanticsProperties.TestTag)}".takeIf { width < 47.9 || height < 47.9 },
        )
    }
    val texts = onAllNodes(isRoot()).fetchSemanticsNodes().flatMap { it.all() }.flatMap { node ->
        val layouts = mutableListOf<TextLayoutResult>()
        node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(layouts)
        layouts.flatMap { it.faults() }
    }
    return (targets + texts).distinct()
}

private fun SemanticsNode.all(): List<SemanticsNode> = listOf(this) + children.flatMap { it.all() }

private fun SemanticsNode.name(): String = listOfNotNull(
    config.getOrNull(SemanticsProperties.ContentDescription)?.joinToString(" "),
    config.getOrNull(SemanticsProperties.Text)?.joinToString(" ") { it.text },
    config.getOrNull(SemanticsProperties.EditableText)?.text,
).joinToString(" ")

private fun TextLayoutResult.faults(): List<String> {
    val text = layoutInput.text.text
    // The layout keeps fractions of a point, its box whole ones: one point more is no cut.
    val wide = (0 until lineCount).any { getLineRight(it) - getLineLeft(it) > size.width + 1f }
    val cut = if (wide || multiParagraph.height > size.height + 1f || multiParagraph.didExceedMaxLines) listOf("cut: $text") else emptyList()
    // A line may end at a space or a hyphen; anywhere else a word is torn.
    val torn = (0 until lineCount - 1).filter { line ->
        val end = getLineEnd(line)
        end in 1 until text.length && text[end - 1].isLetterOrDigit() && text[end].isLetterOrDigit()
    }.map { "torn: $text" }
    return cut + torn
}
