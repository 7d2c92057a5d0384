package vn.doorstep.ui.today

import androidx.compose.runtime.Composable
import vn.doorstep.core.OpenForm
import vn.doorstep.ui.Route
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Line
import vn.doorstep.ui.design.Sign
import vn.doorstep.ui.design.Stack
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.moment
import vn.doorstep.ui.design.palette
import vn.doorstep.ui.design.strings

/** What was typed and not saved yet: one line a form, which leads back to it. */
@Composable
fun OpenForms(forms: List<OpenForm>, go: (Route) -> Unit) {
    if (forms.isEmpty()) return
    Stack {
        Sign(Icons.NotebookPen, strings.draftsOpen, color = palette.info, style = Type.bodyStrong)
        for (form in forms) {
            val route = Route.ofForm(form.form) ?: continue
            Line("draft", tone = Tone.Info, onClick = { go(route) }) {
                Sign(Icons.NotebookPen, listOf(strings.formOf(form.form.substringBefore('/')) ?: form.form, form.who.capital()).filter { it.isNotEmpty() }.joinToString(" · "), style = Type.bodyStrong)
                Aside(moment(form.at))
            }
        }
    }
}
