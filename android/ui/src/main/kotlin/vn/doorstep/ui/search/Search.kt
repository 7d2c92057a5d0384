package vn.doorstep.ui.search

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.flatMapLatest
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.stateIn
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.Hits
import vn.doorstep.core.Page as Part
import vn.doorstep.core.SearchInterface
import vn.doorstep.ui.Route
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.DoorChips
import vn.doorstep.ui.design.Field
import vn.doorstep.ui.design.HomeWords
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Line
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Scroll
import vn.doorstep.ui.design.Space
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.strings

/** What was asked and what was found. */
data class SearchReady(val query: String, val hits: Hits)

typealias SearchState = Shown<SearchReady>

/** What the thumb did. */
sealed interface SearchAction {
    data class Typed(val query: String) : SearchAction
    data class HomeTapped(val household: String) : SearchAction
    data object AddTapped : SearchAction
}

@OptIn(ExperimentalCoroutinesApi::class)
class SearchModel(calls: Calls, search: SearchInterface, scope: CoroutineScope, private val go: (Route) -> Unit) {
    private val query = MutableStateFlow("")

    val state: StateFlow<SearchState> = query.flatMapLatest { query ->
        if (query.isBlank()) flowOf(Shown.Ready(SearchReady("", Hits(emptyList(), 0u))))
        else calls.live(Area.HOMES) { search.run(query, Part(0u, 50u)) }.map { answer ->
            when (answer) {
                is Answer.Is -> Shown.Ready(SearchReady(query, answer.value))
                Answer.NotHere -> Shown.Gone
                is Answer.Failed -> Shown.Failed(answer.problem)
            }
        }
    }.stateIn(scope, SharingStarted.Eagerly, Shown.Ready(SearchReady("", Hits(emptyList(), 0u))))

    fun send(action: SearchAction) {
        when (action) {
            is SearchAction.Typed -> query.value = action.query
            is SearchAction.HomeTapped -> go(Route.Household(action.household))
            SearchAction.AddTapped -> go(Route.AddHousehold(query.value.trim()))
        }
    }
}

/** Finds a home by name without accents, by the end of a number, by a landmark. What is not found can be added. */
@Composable
fun SearchScreen(state: SearchState, chip: @Composable () -> Unit = {}, send: (SearchAction) -> Unit) = Page(
    bar = { Bar(strings.tabSearch, trailing = { chip() }) },
) {
    Column {
        Column(Modifier.padding(Space.s16, Space.s8)) { Field(strings.searchLabel, "query") { send(SearchAction.Typed(it)) } }
        Showing(state) { ready ->
            Scroll {
                if (ready.query.isEmpty()) item("hint") { Aside(strings.searchHint) }
                else item("found") { Aside(if (ready.hits.hits.isEmpty()) strings.searchNone else strings.searchFound(ready.hits.total.toInt())) }
                items(ready.hits.hits, key = { it.home.id }) { hit ->
                    Line("home", onClick = { send(SearchAction.HomeTapped(hit.home.id)) }) {
                        HomeWords(hit.home)
                        DoorChips(hit.home.door)
                    }
                }
                item("add") {
                    Button(strings.addHousehold, "add-household", icon = Icons.Plus, weight = if (ready.query.isNotEmpty() && ready.hits.hits.isEmpty()) Weight.Primary else Weight.Quiet) { send(SearchAction.AddTapped) }
                }
            }
        }
    }
}
