package vn.doorstep.ui.rides

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.flatMapLatest
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.DraftField
import vn.doorstep.core.RideForm
import vn.doorstep.core.RideInput
import vn.doorstep.core.RideOptions
import vn.doorstep.core.RidesInterface
import vn.doorstep.core.ServiceChoice
import vn.doorstep.ui.Drafting
import vn.doorstep.ui.FormDraft
import vn.doorstep.ui.Route
import vn.doorstep.ui.Saving
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Banner
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Choice
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.IconButton
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Space
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.clock
import vn.doorstep.ui.design.day
import vn.doorstep.ui.design.strings
import vn.doorstep.ui.service.said

/** What is chosen. Times are minutes since midnight; no way back yet is allowed, and said. */
data class Booking(
    val day: String, val resident: String? = null, val service: String? = null, val point: String? = null,
    val vehicle: String? = null, val leave: Long = 8 * 60, val backFrom: Long? = null, val companions: Long = 0,
)

private fun Booking.fields() = mapOf(
    "day" to day, "resident" to resident.orEmpty(), "service" to service.orEmpty(), "point" to point.orEmpty(), "vehicle" to vehicle.orEmpty(),
    "leave" to leave.toString(), "back" to backFrom?.toString().orEmpty(), "companions" to companions.toString(),
)

/** A booking as it was left; none where there is none. */
private fun booking(kept: Map<String, String>): Booking? = kept["day"]?.let { day ->
    Booking(
        day, kept["resident"], kept["service"], kept["point"], kept["vehicle"], kept["leave"]?.toLongOrNull() ?: (8 * HOUR),
        kept["back"]?.toLongOrNull(), kept["companions"]?.toLongOrNull() ?: 0,
    )
}

/** What can be booked and what is chosen of it. */
data class BookRideReady(val options: RideOptions, val services: List<ServiceChoice>, val days: List<String>, val booking: Booking) {
    val passenger = options.passengers.find { it.resident == booking.resident }
    val mayRide get() = passenger?.consent == "given"
    val canBook get() = mayRide && booking.service != null && (options.points.isEmpty() || booking.point != null)
}

typealias BookRideState = Shown<BookRideReady>

/** What the thumb did. */
sealed interface BookRideAction {
    data class Chosen(val booking: Booking) : BookRideAction
    data object AskTapped : BookRideAction
    data object BookTapped : BookRideAction
}

@OptIn(ExperimentalCoroutinesApi::class)
class BookRideModel(
    calls: Calls,
    private val rides: RidesInterface,
    drafting: Drafting,
    private val household: String,
    private val scope: CoroutineScope,
    saving: Saving,
    private val go: (Route) -> Unit,
    private val back: () -> Unit,
) {
    private val draft = FormDraft(drafting, saving, "ride/$household", household)
    private val booking = MutableStateFlow<Booking?>(null)
    private var begun = false

    // Seats and points are asked for the day that was chosen.
    private val form = booking.map { it?.day }.distinctUntilChanged()
        .flatMapLatest { day -> calls.live(Area.RIDES, Area.HOMES, Area.STATUS) { rides.form(household, day, draft.form) } }
        .onEach { if (it is Answer.Is) begin(it.value.draft) }

    val state: StateFlow<BookRideState> = combine(form, booking) { answer, booking ->
        when (answer) {
            is Answer.Is -> answer.value.let { Shown.Ready(BookRideReady(it.options, it.services, it.days, booking ?: first(it))) }
            Answer.NotHere -> Shown.Gone
            is Answer.Failed -> Shown.Failed(answer.problem)
        }
    }.stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    /** Once: what is being chosen is not pulled away. */
    private fun begin(stored: List<DraftField>) {
        if (begun) return
        begun = true
        booking(draft.left(stored))?.let { booking.value = it }
    }

    /** What there is only one of is chosen. */
    private fun first(form: RideForm) = Booking(
        day = form.days.first(), resident = form.options.passengers.singleOrNull()?.resident, service = form.services.singleOrNull()?.service?.code,
        point = form.options.points.singleOrNull { it.open }?.id,
    )

    fun send(action: BookRideAction) {
        val ready = (state.value as? Shown.Ready)?.it ?: return
        when (action) {
            is BookRideAction.Chosen -> {
                booking.value = action.booking
                draft.keep(action.booking.fields())
            }
            BookRideAction.AskTapped -> ready.booking.resident?.let { go(Route.Consent(household, it)) }
            BookRideAction.BookTapped -> if (ready.canBook) book(ready.booking)
        }
    }

    private fun book(booking: Booking) {
        val ride = RideInput(
            household = household, resident = booking.resident ?: return, service = booking.service ?: return, point = booking.point,
            day = booking.day, outbound = listOf(booking.leave, booking.leave + HOUR), back = booking.backFrom?.let { listOf(it, it + HOUR) },
            companions = booking.companions, vehicle = booking.vehicle,
        )
        scope.launch {
            if (draft.save { rides.book(ride) } is Answer.Is) back()
        }
    }
}

/** A ride there and back. Without consent to rides there is none: the button asks for it. */
@Composable
fun BookRideScreen(state: BookRideState, back: () -> Unit, send: (BookRideAction) -> Unit) = Page(
    bar = { Bar(strings.rideBook, back) },
    foot = if (state is Shown.Ready) {
        {
            if (state.it.passenger != null && !state.it.mayRide) Button(strings.askConsent, "ask-consent", icon = Icons.ShieldCheck) { send(BookRideAction.AskTapped) }
            else Button(strings.rideBook, "book", enabled = state.it.canBook) { send(BookRideAction.BookTapped) }
        }
    } else {
        null
    },
) {
    Showing(state) { ready ->
        val choose = { booking: Booking -> send(BookRideAction.Chosen(booking)) }
        val chosen = ready.booking
        val said = strings
        Form {
            Heading(strings.bookWho)
            if (ready.options.passengers.isEmpty()) Banner(Tone.Info, Icons.UserRoundPlus, strings.bookNobody)
            Flow { ready.options.passengers.forEach { Choice(it.who.capital(), chosen.resident == it.resident, "passenger") { choose(chosen.copy(resident = it.resident)) } } }
            if (ready.passenger != null && !ready.mayRide) Banner(Tone.Warn, Icons.ShieldCheck, strings.bookNoConsent)
            Heading(strings.bookWhat)
            Flow { ready.services.forEach { Choice(strings.said(it.service), chosen.service == it.service.code, "service") { choose(chosen.copy(service = it.service.code)) } } }
            ready.services.find { it.service.code == chosen.service }?.papers?.takeIf { it.isNotEmpty() }?.let { papers ->
                Aside(strings.rideBring(papers.joinToString(", ") { said.said(it) }))
            }
            Heading(strings.bookDay)
            Flow { ready.days.forEach { Choice(day(it), chosen.day == it, "day") { choose(chosen.copy(day = it)) } } }
            if (ready.options.points.isNotEmpty()) Heading(strings.bookPoint)
            Flow {
                ready.options.points.forEach {
                    if (it.open) Choice(it.name, chosen.point == it.id, "point") { choose(chosen.copy(point = it.id)) }
                    else Aside(strings.refusalPointClosed(day(chosen.day), it.name))
                }
            }
            Heading(strings.bookLeave)
            Stepper(clock(chosen.leave), strings.bookEarlier, strings.bookLater, "leave-less", "leave-more") { choose(chosen.copy(leave = (chosen.leave + it * HALF).coerceIn(5 * HOUR, 17 * HOUR))) }
            Heading(strings.bookBack)
            Flow {
                Choice(strings.bookBackUnknown, chosen.backFrom == null, "back-unknown") { choose(chosen.copy(backFrom = null)) }
                listOf(2L, 3L, 4L).map { chosen.leave + it * HOUR }.filter { it <= 18 * HOUR }.forEach { at ->
                    Choice(clock(at), chosen.backFrom == at, "back-at") { choose(chosen.copy(backFrom = at)) }
                }
            }
            Heading(strings.bookCompanions)
            Flow { (0L..2L).forEach { n -> Choice(n.toString(), chosen.companions == n, "companions") { choose(chosen.copy(companions = n)) } } }
            if (ready.options.vehicles.isNotEmpty()) Heading(strings.bookVehicle)
            Flow {
                ready.options.vehicles.forEach {
                    val name = strings.vehicleSeats(driver = it.driver, free = (it.seats - it.taken).coerceAtLeast(0).toString(), name = it.name)
                    Choice(name, chosen.vehicle == it.id, "vehicle") { choose(chosen.copy(vehicle = it.id.takeIf { id -> id != chosen.vehicle })) }
                }
            }
        }
    }
}

@Composable
private fun Stepper(value: String, less: String, more: String, lessId: String, moreId: String, move: (Int) -> Unit) = Row(
    Modifier, Arrangement.spacedBy(Space.s16), Alignment.CenterVertically,
) {
    IconButton(Icons.Minus, less, lessId) { move(-1) }
    Words(value, style = Type.title)
    IconButton(Icons.Plus, more, moreId) { move(1) }
}

private const val HOUR = 60L
private const val HALF = 30L
