package vn.doorstep.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import vn.doorstep.Answer
import vn.doorstep.Problem
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Banner
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Space
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.problem
import vn.doorstep.ui.design.strings

/** What a screen has to draw. Closed: nothing is half there. */
sealed interface Shown<out T> {
    /** The call has not answered yet. */
    data object Loading : Shown<Nothing>

    /** The facade's record, as it is. */
    data class Ready<T>(val it: T) : Shown<T>

    /** It left this phone, most likely for somebody else's. */
    data object Gone : Shown<Nothing>

    /** It could not be read. What was saved is saved. */
    data class Failed(val problem: Problem) : Shown<Nothing>
}

/** A call's answer as a screen's state. */
fun <T> Answer<T>.shown(): Shown<T> = when (this) {
    is Answer.Is -> Shown.Ready(value)
    Answer.NotHere -> Shown.Gone
    is Answer.Failed -> Shown.Failed(problem)
}

/** Draws a state: the record by its own screen, all else the same way everywhere. */
@Composable
fun <T> Showing(state: Shown<T>, ready: @Composable (T) -> Unit) = when (state) {
    Shown.Loading -> Box(Modifier.fillMaxSize().padding(Space.s24), Alignment.Center) { Aside(strings.loading) }
    is Shown.Ready -> ready(state.it)
    Shown.Gone -> Form { Banner(Tone.Info, Icons.House, strings.goneHome) }
    is Shown.Failed -> Form {
        Banner(Tone.Danger, Icons.TriangleAlert, strings.problem(state.problem))
        Words(strings.savedIsSafe)
    }
}
