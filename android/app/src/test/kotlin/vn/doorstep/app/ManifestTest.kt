package vn.doorstep.app

import android.app.LocaleManager
import android.content.pm.ApplicationInfo
import android.content.pm.PackageManager
import android.os.LocaleList
import androidx.test.ext.junit.runners.AndroidJUnit4
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import org.xmlpull.v1.XmlPullParser
import vn.doorstep.ui.design.Theme
import vn.doorstep.ui.settings.Letters
import vn.doorstep.ui.settings.Taste

/** What the system is told of the app, and what it keeps for it. */
@RunWith(AndroidJUnit4::class)
class ManifestTest {
    @get:Rule val work = PlannedWork()

    @Test
    fun `backups take the taste and nothing else, whichever rules a phone reads`() {
        for (rules in listOf(R.xml.backup_rules, R.xml.data_extraction_rules)) {
            val xml = app.resources.getXml(rules)
            val taken = mutableSetOf<Pair<String, String>>()
            var parts = 0
            while (xml.next() != XmlPullParser.END_DOCUMENT) {
                if (xml.eventType != XmlPullParser.START_TAG) continue
                when (xml.name) {
                    "include" -> taken += xml.getAttributeValue(null, "domain") to xml.getAttributeValue(null, "path")
                    "full-backup-content", "cloud-backup", "device-transfer" -> parts++
                }
            }
            // A part without an include takes everything.
            assertEquals(if (rules == R.xml.backup_rules) 1 else 2, parts)
            assertEquals(setOf("sharedpref" to Tastes.FILE + ".xml"), taken)
        }
        assertTrue(app.applicationInfo.flags and ApplicationInfo.FLAG_ALLOW_BACKUP != 0)
    }

    @Test
    fun `only the activity that the launcher starts is open to others`() {
        val wanted = PackageManager.GET_ACTIVITIES or PackageManager.GET_PROVIDERS
        val own = app.packageManager.getPackageInfo(app.packageName, wanted)
        assertEquals(listOf(MainActivity::class.java.name), own.activities!!.filter { it.exported && it.name.startsWith("vn.doorstep") }.map { it.name })
        assertEquals(emptyList<String>(), own.providers!!.filter { it.exported }.map { it.name })
    }

    @Test
    fun `it asks for what it uses`() {
        val asked = app.packageManager.getPackageInfo(app.packageName, PackageManager.GET_PERMISSIONS).requestedPermissions!!.toSet()
        val ours = setOf("INTERNET", "ACCESS_NETWORK_STATE", "ACCESS_LOCAL_NETWORK", "CAMERA", "POST_NOTIFICATIONS", "USE_BIOMETRIC")
        // WorkManager's.
        val theirs = setOf("WAKE_LOCK", "RECEIVE_BOOT_COMPLETED", "FOREGROUND_SERVICE")
        assertEquals((ours + theirs).map { "android.permission.$it" }.toSet(), asked.filter { it.startsWith("android.") }.toSet())
    }

    @Test
    fun `the name in both languages`() {
        assertEquals("Từng Nhà", app.getString(R.string.app_name))
        val english = android.content.res.Configuration(app.resources.configuration).apply { setLocale(java.util.Locale.ENGLISH) }
        assertEquals("Doorstep", app.createConfigurationContext(english).getString(R.string.app_name))
    }

    @Test
    fun `every taste is there again in the next process`() {
        val taste = Taste(Theme.Sunlight, english = true, Letters.Largest, wifiOnly = false, lockMinutes = 15)
        Tastes(app).keep(taste)
        assertEquals(taste, Tastes(app).read())
    }

    @Test
    fun `Vietnamese until somebody chooses, here or among the system's languages`() {
        val system = app.service(LocaleManager::class.java)
        assertEquals(false, app.keeper.taste.value.english)
        app.keeper.choose(app.keeper.taste.value.copy(english = true))
        assertEquals("en", system.applicationLocales.toLanguageTags())
        system.applicationLocales = LocaleList.forLanguageTags("vi")
        app.followLanguage()
        assertEquals(false, app.keeper.taste.value.english)
    }

    @Test
    @Config(sdk = [34])
    fun `an older Android reads the same manifest`() = `only the activity that the launcher starts is open to others`()
}
