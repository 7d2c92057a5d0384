package vn.doorstep.ui.design

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.OutlinedTextField
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType

/**
 * Where one types. The text lives here and is reported one way: echoed back through a model it would lose letters that
 * Telex is still composing.
 */
@Composable
fun Field(
    label: String,
    id: String,
    seed: String = "",
    lines: Int = 1,
    keyboard: KeyboardType = KeyboardType.Text,
    trouble: String? = null,
    onChange: (String) -> Unit,
) {
    var text by rememberSaveable { mutableStateOf(seed) }
    // One came back to it: what stands here is news to a model that begins anew.
    LaunchedEffect(Unit) { if (text != seed) onChange(text) }
    Column(verticalArrangement = Arrangement.spacedBy(Space.s4)) {
        Words(label, style = Type.bodyStrong)
        OutlinedTextField(
            text,
            {
                text = it
                onChange(it)
            },
            Modifier.fillMaxWidth().testTag(id).semantics {
                contentDescription = label
                if (trouble != null) error(trouble)
            },
            textStyle = Type.body.inFont().copy(color = palette.ink),
            isError = trouble != null,
            singleLine = lines == 1,
            minLines = lines,
            shape = RoundedCornerShape(Radius.field),
            keyboardOptions = KeyboardOptions(keyboardType = keyboard),
        )
        if (trouble != null) Sign(Icons.TriangleAlert, trouble, color = palette.danger)
    }
}
