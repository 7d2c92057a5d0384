package vn.doorstep.ui.enrol

import androidx.compose.runtime.Composable
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.Problem
import vn.doorstep.core.CancelToken
import vn.doorstep.core.DeviceInput
import vn.doorstep.core.EnrolledView
import vn.doorstep.core.EnrolmentInterface
import vn.doorstep.core.InvitationView
import vn.doorstep.ui.Handover
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.fates.NoLocalNetwork
import vn.doorstep.ui.design.Banner
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Field
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.problem
import vn.doorstep.ui.design.strings

/** The invitation as it is read, before anybody is asked anything. */
sealed interface Invitation {
    data object None : Invitation
    data class Reads(val it: InvitationView) : Invitation
    data class Wrong(val problem: Problem) : Invitation
}

/** Where enrolling stands. */
data class EnrolState(val invitation: Invitation = Invitation.None, val running: Boolean = false, val failed: Problem? = null, val noCamera: Boolean = false, val noLocalNetwork: Boolean = false)

/** What the thumb did. */
sealed interface EnrolAction {
    data object ScanTapped : EnrolAction
    data class Typed(val text: String) : EnrolAction
    data object BeginTapped : EnrolAction
    data object AllowTapped : EnrolAction
}

class EnrolModel(
    private val calls: Calls,
    private val enrolment: EnrolmentInterface,
    private val device: DeviceInput,
    private val scope: CoroutineScope,
    private val handover: Handover,
    private val begun: (EnrolledView) -> Unit,
    private val cancellable: suspend ((CancelToken) -> EnrolledView) -> Answer<EnrolledView>,
) {
    private val mutable = MutableStateFlow(EnrolState())
    private var text = ""

    val state: StateFlow<EnrolState> = mutable.asStateFlow()

    fun send(action: EnrolAction) {
        when (action) {
            EnrolAction.ScanTapped -> if (!handover.scan(::read)) mutable.value = mutable.value.copy(noCamera = true)
            is EnrolAction.Typed -> read(action.text)
            EnrolAction.AllowTapped -> handover.allowLocalNetwork()
            EnrolAction.BeginTapped -> if (!mutable.value.running && mutable.value.invitation is Invitation.Reads) begin()
        }
    }

    private fun read(pasted: String) {
        text = pasted.trim()
        if (text.isEmpty()) {
            mutable.value = mutable.value.copy(invitation = Invitation.None, failed = null)
            return
        }
        val asked = text
        scope.launch {
            val answer = calls.call { enrolment.read(asked) }
            // A later text has been typed meanwhile.
            if (asked != text) return@launch
            val invitation = when (answer) {
                is Answer.Is -> Invitation.Reads(answer.value)
                is Answer.Failed -> Invitation.Wrong(answer.problem)
                Answer.NotHere -> Invitation.None
            }
            mutable.value = mutable.value.copy(invitation = invitation, failed = null)
        }
    }

    private fun begin() {
        mutable.value = mutable.value.copy(running = true, failed = null, noLocalNetwork = false)
        val asked = text
        scope.launch {
            when (val answer = cancellable { cancel -> enrolment.begin(asked, device, cancel) }) {
                is Answer.Is -> begun(answer.value)
                is Answer.Failed -> {
                    val refused = answer.problem.code == "offline" && !handover.reachesLocalNetwork
                    mutable.value = mutable.value.copy(running = false, failed = answer.problem.takeUnless { refused }, noLocalNetwork = refused)
                }
                Answer.NotHere -> mutable.value = mutable.value.copy(running = false)
            }
        }
    }
}

/** Joins a commune's hub: by camera, or by a pasted text. What is joined is shown before it is. */
@Composable
fun EnrolScreen(state: EnrolState, send: (EnrolAction) -> Unit) = Page(
    bar = { Bar(strings.enrolTitle) },
    foot = {
        Button(
            if (state.running) strings.enrolRunning else strings.enrolBegin, "begin",
            enabled = state.invitation is Invitation.Reads && !state.running,
        ) { send(EnrolAction.BeginTapped) }
    },
) {
    Form {
        Words(strings.enrolHow)
        Button(strings.enrolScan, "scan", icon = Icons.QrCode, weight = Weight.Quiet) { send(EnrolAction.ScanTapped) }
        if (state.noCamera) Banner(Tone.Info, Icons.QrCode, strings.enrolNoCamera)
        val wrong = state.invitation as? Invitation.Wrong
        Field(strings.enrolPaste, "invitation", lines = 3, trouble = wrong?.let { strings.problem(it.problem) }) { send(EnrolAction.Typed(it)) }
        (state.invitation as? Invitation.Reads)?.let { reads ->
            Card(tone = Tone.Ok) {
                Words(reads.it.communeName, style = Type.title)
                Words(strings.enrolKey(reads.it.key))
                Aside(strings.enrolAddresses(reads.it.addresses.joinToString(", ")))
            }
        }
        if (state.noLocalNetwork) NoLocalNetwork { send(EnrolAction.AllowTapped) }
        state.failed?.let { Banner(Tone.Danger, Icons.TriangleAlert, strings.problem(it)) }
    }
}
