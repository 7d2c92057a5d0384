package vn.doorstep.ui.design

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag

/** A list that may be long. */
@Composable
fun Scroll(content: LazyListScope.() -> Unit) = LazyColumn(
    Modifier.fillMaxSize().testTag("list"),
    contentPadding = PaddingValues(Space.s16, Space.s8, Space.s16, Space.s24),
    verticalArrangement = Arrangement.spacedBy(Space.s12),
    content = content,
)

/** Lines of one item. */
@Composable
fun Stack(content: @Composable ColumnScope.() -> Unit) = Column(verticalArrangement = Arrangement.spacedBy(Space.s8), content = content)

/** A form: a few parts, all of them there. */
@Composable
fun Form(content: @Composable ColumnScope.() -> Unit) = Column(
    Modifier.fillMaxSize().verticalScroll(rememberScrollState()).padding(Space.s16, Space.s8, Space.s16, Space.s24),
    Arrangement.spacedBy(Space.s12), content = content,
)
