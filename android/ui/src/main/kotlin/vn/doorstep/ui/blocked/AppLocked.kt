package vn.doorstep.ui.blocked

import androidx.compose.runtime.Composable
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Sign
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.strings

/** The phone lay somewhere for a while: whoever has it now shows who they are. No name of anybody is on this screen. */
@Composable
fun AppLockedScreen(unlock: () -> Unit) = Page(
    bar = { Bar(strings.blockedTitle) },
    foot = { Button(strings.unlockButton, "unlock", icon = Icons.Lock, onClick = unlock) },
) {
    Form { Sign(Icons.Lock, strings.unlockWhy, style = Type.title) }
}
