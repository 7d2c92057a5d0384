package vn.doorstep.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectable
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import vn.doorstep.ui.design.Icon
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Space
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.palette
import vn.doorstep.ui.design.strings

/** The tabs. Four of them share the narrowest phone: from 130 % on their words grow no more, or they would be torn. */
@Composable
fun TabBar(tabs: List<Tab>, chosen: Tab, choose: (Tab) -> Unit) = Row(Modifier.fillMaxWidth().background(palette.surface)) {
    val now = LocalDensity.current
    CompositionLocalProvider(LocalDensity provides Density(now.density, now.fontScale.coerceAtMost(1.3f))) {
        tabs.forEach { tab ->
            val (icon, name) = sign(tab)
            val here = tab == chosen
            Column(
                Modifier.weight(1f).testTag("tab-${tab.name.lowercase()}").defaultMinSize(minHeight = 64.dp)
                    .background(if (here) palette.selected else palette.surface)
                    .selectable(here, role = Role.Tab) { choose(tab) }.padding(vertical = Space.s8),
                Arrangement.spacedBy(Space.s4, Alignment.CenterVertically), Alignment.CenterHorizontally,
            ) {
                Icon(icon, if (here) palette.primary else palette.ink2)
                Words(name, style = Type.caption.copy(textAlign = TextAlign.Center), color = if (here) palette.ink else palette.ink2)
            }
        }
    }
}

@Composable
private fun sign(tab: Tab): Pair<ImageVector, String> = when (tab) {
    Tab.Today -> Icons.House to strings.tabToday
    Tab.Search -> Icons.Search to strings.tabSearch
    Tab.Rides -> Icons.Car to strings.tabRides
    Tab.Squad -> Icons.Users to strings.tabSquad
}
