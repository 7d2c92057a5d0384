package vn.doorstep.app

import android.app.LocaleManager
import android.content.Context
import android.hardware.biometrics.BiometricManager.Authenticators
import android.hardware.biometrics.BiometricPrompt
import android.os.CancellationSignal
import android.os.LocaleList
import android.view.accessibility.AccessibilityManager
import androidx.annotation.RequiresApi
import vn.doorstep.ui.design.Strings

// What only newer Androids have, each in a class of its own: an older one never loads it. `cargo xtask android lint` fails
// on such a call anywhere else.

/** The system's list of languages for each app. */
@RequiresApi(33)
class SystemLanguages(context: Context) {
    private val system = context.service(LocaleManager::class.java)

    /** What was chosen there; none where nobody chose. */
    val english: Boolean? get() = system.applicationLocales.takeIf { !it.isEmpty }?.let { it[0].language == "en" }

    fun choose(english: Boolean) {
        system.applicationLocales = LocaleList.forLanguageTags(if (english) "en" else "vi")
    }
}

/** Asks for finger, face or the phone's code. */
@RequiresApi(30)
class Prompt(private val context: Context, private val words: Strings, private val known: () -> Unit) : BiometricPrompt.AuthenticationCallback() {
    fun show() = BiometricPrompt.Builder(context)
        .setTitle(words.unlockButton)
        .setSubtitle(words.unlockWhy)
        .setAllowedAuthenticators(Authenticators.BIOMETRIC_WEAK or Authenticators.DEVICE_CREDENTIAL)
        .build()
        .authenticate(CancellationSignal(), context.mainExecutor, this)

    override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult?) = known()
}

/** How long something stays on the screen that would usually stay [usualMs]. */
@RequiresApi(29)
class Patience(private val context: Context) {
    fun forMs(usualMs: Int): Int {
        val content = AccessibilityManager.FLAG_CONTENT_TEXT or AccessibilityManager.FLAG_CONTENT_CONTROLS
        return context.service(AccessibilityManager::class.java).getRecommendedTimeoutMillis(usualMs, content)
    }
}
