package vn.doorstep.app

import android.content.Context
import android.os.Build
import vn.doorstep.ui.design.Theme
import vn.doorstep.ui.settings.Letters
import vn.doorstep.ui.settings.Taste

/**
 * Keeps the taste across starts. Vietnamese, until somebody chooses: here, or (from Android 13) among the system's languages
 * of apps, which always show what was chosen here.
 */
class Tastes(private val context: Context) {
    private val kept = context.getSharedPreferences(FILE, Context.MODE_PRIVATE)

    fun read(): Taste {
        val usual = Taste()
        return Taste(
            theme = named(Theme.entries, kept.getString(THEME, null)) ?: usual.theme,
            english = englishOfSystem() ?: kept.getBoolean(ENGLISH, usual.english),
            letters = named(Letters.entries, kept.getString(LETTERS, null)) ?: usual.letters,
            wifiOnly = kept.getBoolean(WIFI_ONLY, usual.wifiOnly),
            lockMinutes = kept.getInt(LOCK_MINUTES, usual.lockMinutes),
        )
    }

    fun keep(taste: Taste) {
        kept.edit()
            .putString(THEME, taste.theme.name)
            .putBoolean(ENGLISH, taste.english)
            .putString(LETTERS, taste.letters.name)
            .putBoolean(WIFI_ONLY, taste.wifiOnly)
            .putInt(LOCK_MINUTES, taste.lockMinutes)
            .apply()
        if (Build.VERSION.SDK_INT >= 33 && englishOfSystem() != taste.english) SystemLanguages(context).choose(taste.english)
    }

    /** The language chosen among the system's languages of apps; none where nobody chose. */
    fun englishOfSystem(): Boolean? = if (Build.VERSION.SDK_INT >= 33) SystemLanguages(context).english else null

    private fun <T : Enum<T>> named(all: List<T>, name: String?): T? = all.firstOrNull { it.name == name }

    companion object {
        /** The one thing that backups take. */
        const val FILE = "taste"
        private const val THEME = "theme"
        private const val ENGLISH = "english"
        private const val LETTERS = "letters"
        private const val WIFI_ONLY = "wifi_only"
        private const val LOCK_MINUTES = "lock_minutes"
    }
}
