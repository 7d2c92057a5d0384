package vn.doorstep.app

import android.app.KeyguardManager
import android.os.Build
import androidx.activity.ComponentActivity
import androidx.activity.result.contract.ActivityResultContracts
import vn.doorstep.ui.design.Strings

/**
 * Asks for finger, face or the phone's code. A phone without any has nothing to ask for: its owner leaves it open, and the
 * app cannot be safer than that.
 */
class Unlocking(private val activity: ComponentActivity) {
    private var known: (() -> Unit)? = null

    // Before Android 11 the system's own screen for the code asks, which takes a finger, too.
    private val code = activity.registerForActivityResult(ActivityResultContracts.StartActivityForResult()) { result ->
        if (result.resultCode == android.app.Activity.RESULT_OK) known?.invoke()
        known = null
    }

    fun ask(words: Strings, known: () -> Unit) {
        val keyguard = activity.service(KeyguardManager::class.java)
        if (!keyguard.isDeviceSecure) return known()
        if (Build.VERSION.SDK_INT >= 30) Prompt(activity, words, known).show() else byCode(keyguard, words, known)
    }

    private fun byCode(keyguard: KeyguardManager, words: Strings, known: () -> Unit) {
        @Suppress("DEPRECATION")
        val intent = keyguard.createConfirmDeviceCredentialIntent(words.unlockButton, words.unlockWhy) ?: return known()
        this.known = known
        code.launch(intent)
    }
}
