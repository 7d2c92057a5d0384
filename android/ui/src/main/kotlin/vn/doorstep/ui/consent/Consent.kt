package vn.doorstep.ui.consent

import androidx.compose.runtime.Composable
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.ConsentInput
import vn.doorstep.core.ConsentsInterface
import vn.doorstep.core.DraftField
import vn.doorstep.core.Person
import vn.doorstep.ui.Drafting
import vn.doorstep.ui.FormDraft
import vn.doorstep.ui.Saving
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Chip
import vn.doorstep.ui.design.Choice
import vn.doorstep.ui.design.Field
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.strings

/** Who is asked, for what, and how they answer. */
data class ConsentReady(
    val person: Person, val unit: String, val purpose: String, val method: String, val witness: String, val guardian: String = "",
) {
    /** Where this purpose stands; none where nobody asked. */
    val standing: String? = person.consents.find { it.purpose == purpose }?.state
    /** A spoken answer needs somebody who heard it. */
    val canAnswer: Boolean get() = method != SPOKEN || witness.isNotBlank()
}

typealias ConsentState = Shown<ConsentReady>

/** What the thumb did. */
sealed interface ConsentAction {
    data class PurposeTapped(val purpose: String) : ConsentAction
    data class MethodTapped(val method: String) : ConsentAction
    data class WitnessTyped(val name: String) : ConsentAction

    /** Somebody answers for the person. */
    data class GuardianTyped(val name: String) : ConsentAction
    /** Yes or no: neither is preset. */
    data class Answered(val yes: Boolean) : ConsentAction
    data object WithdrawTapped : ConsentAction
}

class ConsentModel(
    calls: Calls,
    private val consents: ConsentsInterface,
    drafting: Drafting,
    private val household: String,
    private val resident: String,
    private val scope: CoroutineScope,
    private val saving: Saving,
) {
    private data class Chosen(val purpose: String = PURPOSES.first(), val method: String = SCREEN, val witness: String = "", val guardian: String = "", val begun: Boolean = false)

    private val draft = FormDraft(drafting, saving, "consent/$household/$resident", household)
    private val chosen = MutableStateFlow(Chosen())

    val state: StateFlow<ConsentState> = combine(
        calls.live(Area.HOMES) { consents.form(household, resident, draft.form) }.onEach { if (it is Answer.Is) begin(it.value.draft) },
        chosen,
    ) { answer, chosen ->
        when (answer) {
            is Answer.Is -> {
                val (person, unit) = answer.value
                if (!chosen.begun) Shown.Loading
                else Shown.Ready(ConsentReady(person, unit, chosen.purpose, chosen.method, chosen.witness, chosen.guardian))
            }
            Answer.NotHere -> Shown.Gone
            is Answer.Failed -> Shown.Failed(answer.problem)
        }
    }.stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    /** Once: what is being typed is not pulled away. */
    private fun begin(stored: List<DraftField>) {
        if (chosen.value.begun) return
        val kept = draft.left(stored)
        chosen.value = Chosen(kept["purpose"] ?: PURPOSES.first(), kept["method"] ?: SCREEN, kept["witness"].orEmpty(), kept["guardian"].orEmpty(), begun = true)
    }

    private fun choose(now: Chosen) {
        chosen.value = now
        // Looking at the purposes is no form under way; a name that was typed is.
        if (now.witness.isBlank() && now.guardian.isBlank()) draft.forget()
        else draft.keep(mapOf("purpose" to now.purpose, "method" to now.method, "witness" to now.witness, "guardian" to now.guardian))
    }

    fun send(action: ConsentAction) {
        val ready = (state.value as? Shown.Ready)?.it ?: return
        when (action) {
            is ConsentAction.PurposeTapped -> choose(chosen.value.copy(purpose = action.purpose))
            is ConsentAction.MethodTapped -> choose(chosen.value.copy(method = action.method))
            is ConsentAction.WitnessTyped -> choose(chosen.value.copy(witness = action.name))
            is ConsentAction.GuardianTyped -> choose(chosen.value.copy(guardian = action.name))
            is ConsentAction.Answered -> if (ready.canAnswer) scope.launch {
                draft.save { consents.record(answer(ready, action.yes)) }
            }
            ConsentAction.WithdrawTapped -> scope.launch { saving.save { consents.withdraw(household, resident, ready.purpose) } }
        }
    }

    private fun answer(ready: ConsentReady, yes: Boolean) = ConsentInput(
        household = household, resident = resident, purpose = ready.purpose, answer = if (yes) "given" else "declined", method = ready.method,
        witness = ready.witness.trim(), guardian = ready.guardian.trim(), restores = ready.person.consents.find { it.purpose == ready.purpose }?.withdrawal,
    )
}

/** What one can agree to here. A preferred language is asked where it is noted. */
val PURPOSES = listOf("record", "ride", "contact", "pin")
private const val SCREEN = "screen"
private const val SPOKEN = "spoken"
private val METHODS = listOf(SCREEN, SPOKEN, "paper")

/** One purpose at a time, in letters that an old person reads; yes and no look the same. */
@Composable
fun ConsentScreen(state: ConsentState, back: () -> Unit, send: (ConsentAction) -> Unit) = Page(
    bar = { Bar(strings.consentButton, back) },
    foot = if (state is Shown.Ready) {
        {
            val ready = state.it
            Button(strings.consentYes, "yes", weight = Weight.Quiet, enabled = ready.canAnswer) { send(ConsentAction.Answered(true)) }
            Button(strings.consentNo, "no", weight = Weight.Quiet, enabled = ready.canAnswer) { send(ConsentAction.Answered(false)) }
        }
    } else {
        null
    },
) {
    Showing(state) { ready ->
        Form {
            val address = ready.person.honorific.ifEmpty { strings.consentAddress }
            Words(strings.consentAskOf(ready.purpose, mapOf("address" to address, "unit" to ready.unit)).orEmpty().capital(), style = Type.elder)
            ready.standing?.let { standing ->
                Chip(strings.consentNow((strings.consentStateOf(standing) ?: standing).lowercase()), if (standing == "given") Tone.Ok else Tone.Plain, Icons.ShieldCheck)
                if (standing == "given") Button(strings.consentWithdraw, "withdraw", weight = Weight.Danger) { send(ConsentAction.WithdrawTapped) }
            }
            Flow {
                PURPOSES.forEach { Choice(strings.consentOf(it) ?: it, ready.purpose == it, "purpose-$it") { send(ConsentAction.PurposeTapped(it)) } }
            }
            Heading(strings.consentHow)
            Flow { METHODS.forEach { Choice(strings.methodOf(it) ?: it, ready.method == it, "method-$it") { send(ConsentAction.MethodTapped(it)) } } }
            if (ready.method == SPOKEN) Field(strings.consentWitness, "witness", ready.witness) { send(ConsentAction.WitnessTyped(it)) }
            Field(strings.consentGuardian, "guardian", ready.guardian) { send(ConsentAction.GuardianTyped(it)) }
            Aside(strings.consentFree)
        }
    }
}
