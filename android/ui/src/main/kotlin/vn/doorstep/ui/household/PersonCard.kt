package vn.doorstep.ui.household

import androidx.compose.runtime.Composable
import vn.doorstep.core.HistoryLine
import vn.doorstep.core.Person
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Chip
import vn.doorstep.ui.design.FateWords
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.catalogueWord
import vn.doorstep.ui.design.day
import vn.doorstep.ui.design.outcomeShort
import vn.doorstep.ui.design.strings

/** A person of the home: where they are, what they need, what they agreed to. */
@Composable
internal fun PersonCard(person: Person, send: (HouseholdAction) -> Unit) = Card {
    val said = strings
    Words(listOf(person.honorific, person.name).filter { it.isNotEmpty() }.joinToString(" ").capital(), style = Type.bodyStrong)
    val born = person.birthYear?.let { if (person.birthApprox) said.bornAbout(it.toString()) else said.born(it.toString()) }
    Aside(listOfNotNull(born, person.relation.ifEmpty { null }, said.stateOf(person.state) ?: person.state).joinToString(" · "))
    if (person.needs.isNotEmpty() || person.consents.isNotEmpty()) {
        Flow {
            person.needs.forEach { Chip(said.needOf(it) ?: it, Tone.Warn, Icons.Accessibility) }
            person.consents.forEach {
                val purpose = said.consentOf(it.purpose) ?: it.purpose
                val given = it.state == "given"
                Chip("$purpose: ${said.consentStateOf(it.state)?.lowercase() ?: it.state}", if (given) Tone.Ok else Tone.Plain, if (given) Icons.ShieldCheck else Icons.Ban)
            }
        }
    }
    person.phone?.let { CallButton(it, person.name, send) }
    Button(
        said.consentButton, "consent", icon = Icons.ShieldCheck, weight = Weight.Quiet, name = said.consentFor(person.name),
    ) { send(HouseholdAction.ConsentTapped(person.id)) }
    Button(said.editPerson, "edit-person", icon = Icons.NotebookPen, weight = Weight.Quiet, name = said.editPersonFor(person.name)) { send(HouseholdAction.EditPersonTapped(person.id)) }
}

/** Something that happened here, and how far the hub has heard of it. */
@Composable
internal fun HistoryCard(line: HistoryLine, send: (HouseholdAction) -> Unit) = Card {
    val said = strings
    val what = when (line.kind) {
        "note" -> said.kindNote
        "death" -> said.historyDeath(line.text)
        else -> line.outcome?.let { said.outcomeShort(it) }.orEmpty()
    }
    Words(listOfNotNull(line.at?.let { day(it) }, what.ifEmpty { null }).joinToString(" · "), style = Type.bodyStrong)
    if (line.kind == "note") Words(line.text)
    for (help in line.helped) {
        val parts = listOf(help.who.capital(), catalogueWord("service", help.service, said.isEnglish), catalogueWord("outcome", help.outcome, said.isEnglish))
        Words(parts.filter { it.isNotEmpty() }.joinToString(" · "))
        if (help.blockers.isNotEmpty()) Aside(help.blockers.joinToString(", ") { catalogueWord("blocker", it, said.isEnglish) })
    }
    if (line.missing.isNotEmpty()) Aside(said.blockerMissingPaper(line.missing.joinToString(", ") { catalogueWord("paper", it, said.isEnglish) }))
    Aside((listOf(line.by) + line.with).filter { it.isNotEmpty() }.joinToString(", "))
    if (line.withdrawn) Chip(said.historyWithdrawn, Tone.Plain, Icons.Undo2)
    line.fate?.let { FateWords(it) }
    if (!line.own || line.withdrawn || line.redacted) return@Card
    if (line.kind == "visit") Button(said.amendTitle, "amend", icon = Icons.NotebookPen, weight = Weight.Quiet) { send(HouseholdAction.AmendTapped(line.id)) }
    if (line.kind == "note") Button(said.noteRemove, "remove-note", icon = Icons.Undo2, weight = Weight.Quiet) { send(HouseholdAction.RemoveNoteTapped(line.id)) }
}
