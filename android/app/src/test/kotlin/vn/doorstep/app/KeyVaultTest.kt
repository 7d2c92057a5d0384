package vn.doorstep.app

import android.security.keystore.KeyProperties
import androidx.test.ext.junit.runners.AndroidJUnit4
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import vn.doorstep.Answer
import vn.doorstep.Problem
import java.io.File

/** The database's key is made once, kept wrapped, and never replaced over a database that needs it. */
@RunWith(AndroidJUnit4::class)
class KeyVaultTest {
    @get:Rule val keystore = FakeKeystore()

    @get:Rule val folder = TemporaryFolder()

    private lateinit var wrapped: File
    private lateinit var database: File

    @Before
    fun files() {
        wrapped = File(folder.root, "key")
        database = File(folder.root, "phone.db")
    }

    private fun key(): Answer<ByteArray> = KeyVault(wrapped, database).key()

    private fun made(): ByteArray = (key() as Answer.Is).value.also { database.writeText("a database") }

    private fun failed(code: String) = Answer.Failed(Problem(Problem.Kind.Storage, code))

    @Test
    fun `made once, then the same`() {
        val first = made()
        assertEquals(32, first.size)
        assertArrayEquals(first, (key() as Answer.Is).value)
        assertEquals(false, File(wrapped.path + ".new").exists())
    }

    @Test
    fun `what lies in the file is wrapped, by a key that is asked for as it should be`() {
        val key = made()
        val kept = wrapped.readBytes()
        assertFalse(kept.toList().windowed(8).any { it == key.toList().take(8) })
        val asked = FakeKeystore.asked!!
        assertEquals(256, asked.keySize)
        assertEquals(listOf(KeyProperties.BLOCK_MODE_GCM), asked.blockModes.toList())
        assertEquals(KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT, asked.purposes)
        // Background work runs while the phone is locked.
        assertEquals(false, asked.isUserAuthenticationRequired)
    }

    @Test
    fun `a lost key is told, and nothing is made in its place`() {
        made()
        val kept = wrapped.readBytes()
        FakeKeystore.keys.clear()
        assertEquals(failed("wrong_key"), key())
        assertEquals(emptyMap<String, Any>(), FakeKeystore.keys)
        assertArrayEquals(kept, wrapped.readBytes())
    }

    @Test
    fun `another key in its place is a lost one, and so is a damaged or absent file`() {
        made()
        FakeKeystore.keys.clear()
        KeyVault(File(folder.root, "other"), File(folder.root, "no.db")).key()
        assertEquals(failed("wrong_key"), key())
        wrapped.writeBytes(ByteArray(7))
        assertEquals(failed("wrong_key"), key())
        wrapped.delete()
        assertEquals(failed("wrong_key"), key())
    }

    @Test
    fun `a storage that does not answer is no loss, with a database or without`() {
        FakeKeystore.answers = false
        assertEquals(failed("key_unreachable"), key())
        assertFalse(wrapped.exists())
        FakeKeystore.answers = true
        val key = made()
        FakeKeystore.answers = false
        assertEquals(failed("key_unreachable"), key())
        FakeKeystore.answers = true
        assertArrayEquals(key, (key() as Answer.Is).value)
    }

    @Test
    fun `destroyed, the database does not open, and set aside, a new one begins with another key`() {
        val key = made()
        KeyVault(wrapped, database).destroy()
        assertEquals(emptyMap<String, Any>(), FakeKeystore.keys)
        assertFalse(wrapped.exists())
        assertEquals(failed("wrong_key"), key())
        database.delete()
        assertFalse(key.contentEquals((key() as Answer.Is).value))
    }
}
