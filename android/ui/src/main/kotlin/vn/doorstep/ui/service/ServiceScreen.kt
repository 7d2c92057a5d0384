package vn.doorstep.ui.service

import androidx.compose.runtime.Composable
import vn.doorstep.core.Choice
import vn.doorstep.core.ServiceChoice
import vn.doorstep.ui.Showing
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Choice
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Sign
import vn.doorstep.ui.design.Strings
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.catalogueWord
import vn.doorstep.ui.design.palette
import vn.doorstep.ui.design.strings

/** Who was helped with what. The visit is saved already; each tap here adds to it. */
@Composable
fun ServiceScreen(state: ServiceState, back: () -> Unit, send: (ServiceAction) -> Unit) = Page(
    bar = { Bar(strings.serviceTitle, back) },
    foot = { Button(strings.serviceFinished, "finished", onClick = back) },
) {
    Showing(state) { ready ->
        Form {
            Heading(strings.serviceWho)
            Flow {
                ready.options.people.forEach { person ->
                    Choice(person.who.capital(), ready.person == person.id, "person") { send(ServiceAction.PersonTapped(person.id)) }
                }
                Choice(strings.serviceSomebody, ready.person == null, "somebody") { send(ServiceAction.PersonTapped(null)) }
            }
            val open = ready.options.services.find { it.service.code == ready.open?.service }
            if (open != null) Details(ready, open, send)
            if (ready.helped.isNotEmpty()) Helped(ready)
            Heading(strings.serviceWhat)
            ready.options.services.groupBy { it.group }.forEach { (group, services) ->
                Aside(catalogueWord("group", group, strings.isEnglish))
                Flow {
                    services.forEach { Choice(strings.said(it.service), it.service.code == ready.open?.service, "service-${it.service.code}") { send(ServiceAction.ServiceTapped(it.service.code)) } }
                }
            }
        }
    }
}

@Composable
private fun Details(ready: ServiceReady, service: ServiceChoice, send: (ServiceAction) -> Unit) = Card(tone = Tone.Info) {
    Words(strings.said(service.service), style = Type.bodyStrong)
    Heading(strings.serviceEnded)
    Flow {
        service.outcomes.forEach {
            Choice(strings.said(it), ready.open?.outcome == it.code, "service-outcome-${it.code}") { send(ServiceAction.OutcomeTapped(it.code)) }
        }
    }
    if (service.blockers.isNotEmpty()) {
        Heading(strings.serviceBlockers)
        Flow {
            service.blockers.forEach {
                Choice(strings.said(it), it.code in ready.open?.blockers.orEmpty(), "blocker-${it.code}") { send(ServiceAction.BlockerTapped(it.code)) }
            }
        }
    }
    Button(strings.serviceSave, "save-service", weight = Weight.Quiet) { send(ServiceAction.SaveTapped) }
}

@Composable
private fun Helped(ready: ServiceReady) = Card {
    ready.helped.forEach { help ->
        val who = ready.options.people.find { it.id == help.resident }?.who ?: strings.serviceSomebody
        val words = listOf(who.capital(), catalogueWord("service", help.service, strings.isEnglish), catalogueWord("outcome", help.outcome, strings.isEnglish))
        Sign(Icons.CircleCheck, words.joinToString(" · "), color = palette.ok)
    }
}

/** A code of the catalogue, which comes with its words. */
internal fun Strings.said(choice: Choice): String = if (isEnglish) choice.en else choice.vi
