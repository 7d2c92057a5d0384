package vn.doorstep.ui.today

import androidx.compose.runtime.Composable
import vn.doorstep.core.EnrolmentState
import vn.doorstep.core.Status
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Line
import vn.doorstep.ui.design.Sign
import vn.doorstep.ui.design.Stack
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.palette
import vn.doorstep.ui.design.strings

/** What to know of the phone before the day's work: an update that is needed, data that locks soon. */
@Composable
fun Notices(status: Status, open: () -> Unit) {
    val due = status.enrolment as? EnrolmentState.DueSoon
    if (!status.updateNeeded && due == null) return
    Stack {
        if (status.updateNeeded) Line("update-needed", tone = Tone.Warn, onClick = open) {
            Sign(Icons.RefreshCw, strings.errorUpdateNeeded, color = palette.warn, style = Type.bodyStrong)
        }
        if (due != null) Line("locks-soon", tone = Tone.Warn, onClick = open) {
            Sign(Icons.KeyRound, strings.lockSoon(due.days.toInt()), color = palette.warn, style = Type.bodyStrong)
        }
    }
}
