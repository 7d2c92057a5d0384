package vn.doorstep.ui.rides

import androidx.compose.runtime.Composable
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.core.RidesInterface
import vn.doorstep.ui.Saving
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.strings

/** Why a ride is cancelled before it began, or why its passenger was not served: a code each, one tap. */
data class RideReasonState(val who: String, val cancels: Boolean) {
    val reasons: List<String> get() = if (cancels) CANCEL else TURNED_AWAY

    private companion object {
        val CANCEL = listOf("family", "ill", "papers", "weather", "point", "no_show")
        val TURNED_AWAY = listOf("papers", "point", "other")
    }
}

class RideReasonModel(
    private val rides: RidesInterface,
    private val ride: String,
    who: String,
    private val cancels: Boolean,
    private val scope: CoroutineScope,
    private val saving: Saving,
    private val back: () -> Unit,
) {
    val state = RideReasonState(who, cancels)
    private var saved = false

    /** The reason was tapped: it is the whole record. */
    fun send(reason: String) {
        if (saved) return
        saved = true
        scope.launch {
            val answer = saving.save { if (cancels) rides.cancel(ride, reason) else rides.step(ride, "turned_away", reason) }
            if (answer is Answer.Is) back() else saved = false
        }
    }
}

/** One reason is tapped. Who was turned away still has to be brought home. */
@Composable
fun RideReasonScreen(state: RideReasonState, back: () -> Unit, send: (String) -> Unit) = Page(
    bar = { Bar(if (state.cancels) strings.rideCancelButton else strings.rideNextTurnedAway, back) },
) {
    Form {
        Words(state.who.capital(), style = Type.title)
        state.reasons.forEach { reason ->
            val word = if (state.cancels) strings.rideCancelOf(reason, mapOf("point" to strings.rideThePoint)) else strings.turnedAwayOf(reason)
            Button(word?.capital() ?: reason, "reason-$reason", weight = Weight.Quiet) { send(reason) }
        }
    }
}
