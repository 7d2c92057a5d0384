package vn.doorstep.app

import android.Manifest
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.os.Build
import android.os.Bundle
import android.view.WindowManager
import androidx.activity.ComponentActivity
import androidx.activity.compose.BackHandler
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.result.contract.ActivityResultContracts
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.ExperimentalComposeUiApi
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.semantics.testTagsAsResourceId
import androidx.compose.ui.text.font.Font
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.core.view.WindowCompat
import androidx.lifecycle.lifecycleScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import vn.doorstep.app.scan.ScanContract
import vn.doorstep.app.scan.Scanned
import vn.doorstep.ui.App
import vn.doorstep.ui.AppModel
import vn.doorstep.ui.Opened
import vn.doorstep.ui.Standing
import vn.doorstep.ui.Tab
import vn.doorstep.ui.design.En
import vn.doorstep.ui.design.Look
import vn.doorstep.ui.design.Theme
import vn.doorstep.ui.design.Vi
import vn.doorstep.ui.toText

/** The one activity. Everything that outlives it is in [DoorstepApp]; it brings the screens to the front, and errands back. */
class MainActivity : ComponentActivity(), AndroidHandover.Front {
    private val app get() = application as DoorstepApp
    private var readScan: ((String) -> Unit)? = null
    private var localNetworkRefused: (() -> Unit)? = null
    private var asksToNotify by mutableStateOf(false)

    private val scanning = registerForActivityResult(ScanContract()) { scanned ->
        when (scanned) {
            is Scanned.Read -> readScan?.invoke(scanned.text)
            Scanned.Refused -> app.handover.cameraRefused = true
            Scanned.Nothing -> Unit
        }
        readScan = null
    }
    private val localNetwork = registerForActivityResult(ActivityResultContracts.RequestPermission()) { granted ->
        if (!granted) localNetworkRefused?.invoke()
        localNetworkRefused = null
    }
    private val notifying = registerForActivityResult(ActivityResultContracts.RequestPermission()) { }
    private val unlocking = Unlocking(this)

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        // Residents' names: blank among the recent apps, no pictures of the screen.
        window.setFlags(WindowManager.LayoutParams.FLAG_SECURE, WindowManager.LayoutParams.FLAG_SECURE)
        enableEdgeToEdge()
        app.followLanguage()
        if (savedInstanceState == null) follow(intent) else backTo(savedInstanceState.getString(PLACES))
        val font = FontFamily(
            Font("BeVietnamPro-Regular.ttf", assets, FontWeight.Normal),
            Font("BeVietnamPro-SemiBold.ttf", assets, FontWeight.SemiBold),
        )
        setContent { Screens(font) }
        lifecycleScope.launch { askToNotifyOnce() }
    }

    /** Identifiers of places alone: what stands in fields stays in the core's drafts. */
    override fun onSaveInstanceState(outState: Bundle) {
        super.onSaveInstanceState(outState)
        (app.opening.state.value as? Opened.Works)?.let { outState.putString(PLACES, it.model.stacks.value.toText()) }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        follow(intent)
    }

    override fun onStart() {
        super.onStart()
        app.handover.front = this
        if (app.turning) {
            app.turning = false
            return
        }
        app.away.came()
        // The app opens: whoever looks wants what is new.
        lifecycleScope.launch {
            val model = app.model() ?: return@launch
            if (model.standing.first { it != Standing.Unknown } != Standing.New) model.syncNow()
        }
    }

    override fun onStop() {
        super.onStop()
        // Another activity of ours may be in front already: turned, or restarted.
        if (app.handover.front === this) app.handover.front = null
        app.turning = isChangingConfigurations
        if (app.turning) return
        app.away.went()
        BackgroundSync.plan(app, app.keeper.taste.value.wifiOnly)
        BackgroundSync.soon(app, app.keeper.taste.value.wifiOnly)
        // Also without any network: a ride that was booked here begins when it begins.
        Notices.look(app)
    }

    @OptIn(ExperimentalComposeUiApi::class)
    @Composable
    private fun Screens(font: FontFamily) {
        val taste by app.keeper.taste.collectAsState()
        val opened by app.opening.state.collectAsState()
        LaunchedEffect(taste.theme) {
            val bars = WindowCompat.getInsetsController(window, window.decorView)
            bars.isAppearanceLightStatusBars = taste.theme != Theme.Dark
            bars.isAppearanceLightNavigationBars = taste.theme != Theme.Dark
        }
        // What is drawn behind the system's bars is the screen's own ground.
        Box(Modifier.fillMaxSize().background(taste.theme.palette.bg).safeDrawingPadding().semantics { testTagsAsResourceId = true }) {
            if (asksToNotify) Look(taste.theme, if (taste.english) En else Vi, font, taste.letters.factor) {
                NotifyReason(allow = { answerToNotify(true) }, later = { answerToNotify(false) })
            } else {
                (opened as? Opened.Works)?.let { Back(it.model) }
                App(app.opening, app.device, font)
            }
        }
    }

    /** At the root of today, *back* leaves the app; a locked app leads nowhere. */
    @Composable
    private fun Back(model: AppModel) {
        val stacks by model.stacks.collectAsState()
        val locked by model.lock.locked.collectAsState()
        BackHandler(!locked && (stacks.depth > 0 || stacks.tab != Tab.Today), model::back)
    }

    /** The system ended the app in the background: one is where one was. */
    private fun backTo(places: String?) {
        if (places != null) lifecycleScope.launch { app.model()?.restore(places) }
    }

    /** Where a notification leads. */
    private fun follow(intent: Intent) {
        val route = Notices.routeOf(intent) ?: return
        lifecycleScope.launch { app.model()?.go(route) }
    }

    /** Once, with the reason first, and only when there is work to be told of. */
    private suspend fun askToNotifyOnce() {
        if (Build.VERSION.SDK_INT < 33) return
        val kept = getSharedPreferences(ASKED, Context.MODE_PRIVATE)
        if (kept.getBoolean(ASKED, false)) return
        if (checkSelfPermission(Manifest.permission.POST_NOTIFICATIONS) == PackageManager.PERMISSION_GRANTED) return
        val model = app.model() ?: return
        model.standing.first { it is Standing.Works }
        asksToNotify = true
    }

    private fun answerToNotify(yes: Boolean) {
        asksToNotify = false
        getSharedPreferences(ASKED, Context.MODE_PRIVATE).edit().putBoolean(ASKED, true).apply()
        if (yes && Build.VERSION.SDK_INT >= 33) notifying.launch(Manifest.permission.POST_NOTIFICATIONS)
    }

    override fun start(intent: Intent) = startActivity(intent)

    override fun scan(read: (String) -> Unit) {
        readScan = read
        scanning.launch(Unit)
    }

    override fun askLocalNetwork(refused: () -> Unit) {
        localNetworkRefused = refused
        localNetwork.launch(ACCESS_LOCAL_NETWORK)
    }

    override fun unlock(known: () -> Unit) = unlocking.ask(app.words, known)

    companion object {
        private const val ASKED = "asked_to_notify"
        private const val PLACES = "places"
    }
}
