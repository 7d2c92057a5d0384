package vn.doorstep.app

import androidx.compose.runtime.Composable
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.strings

/** Why the app would like to notify, before the system asks. */
@Composable
fun NotifyReason(allow: () -> Unit, later: () -> Unit) = Page(
    bar = { Bar(strings.blockedTitle) },
    foot = {
        Button(strings.notifyAllow, "notify-allow", onClick = allow)
        Button(strings.notifyLater, "notify-later", weight = Weight.Quiet, onClick = later)
    },
) {
    Form {
        Words(strings.notifyReasonTitle, style = Type.title)
        Words(strings.notifyReason)
    }
}
