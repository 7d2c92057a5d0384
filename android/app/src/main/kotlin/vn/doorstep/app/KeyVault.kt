package vn.doorstep.app

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import vn.doorstep.Answer
import vn.doorstep.Problem
import java.io.File
import java.io.IOException
import java.security.GeneralSecurityException
import java.security.KeyStore
import java.security.ProviderException
import java.security.SecureRandom
import java.security.UnrecoverableKeyException
import javax.crypto.AEADBadTagException
import javax.crypto.BadPaddingException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * The database's key: 32 random bytes in a file, wrapped by a key that never leaves the Android Keystore.
 *
 * A new key is made only where there is no database. A database whose key is lost is told as such, and is never opened with
 * a new one; a Keystore that does not answer is no loss: one tries again.
 */
class KeyVault(private val wrapped: File, private val database: File) {
    /** The key. The caller zeroes it. */
    fun key(): Answer<ByteArray> = try {
        open() ?: if (database.exists()) lost() else Answer.Is(make())
    } catch (_: IOException) {
        unreachable()
    } catch (_: GeneralSecurityException) {
        unreachable()
    } catch (_: ProviderException) {
        // The Keystore's own way of saying that it does not answer now.
        unreachable()
    }

    /** Destroys the key for good. The Keystore's part goes first: without it the file is noise. */
    fun destroy() {
        store().deleteEntry(ALIAS)
        if (wrapped.exists() && !wrapped.delete()) throw IOException("the wrapped key stays")
    }

    /** The key as it is kept; none where there is none, or where it is lost for good. */
    private fun open(): Answer<ByteArray>? {
        if (!wrapped.exists()) return null
        val wrapping = try {
            store().getKey(ALIAS, null) as? SecretKey ?: return null
        } catch (_: UnrecoverableKeyException) {
            // Its material is gone: a restored phone, a cleared secure element.
            return null
        }
        val bytes = wrapped.readBytes()
        if (bytes.size != NONCE + LENGTH + TAG) return null
        return try {
            val cipher = Cipher.getInstance(CIPHER)
            cipher.init(Cipher.DECRYPT_MODE, wrapping, GCMParameterSpec(TAG * 8, bytes, 0, NONCE))
            Answer.Is(cipher.doFinal(bytes, NONCE, bytes.size - NONCE))
        } catch (_: AEADBadTagException) {
            null
        } catch (_: BadPaddingException) {
            null
        } catch (_: KeyPermanentlyInvalidatedException) {
            null
        }
    }

    private fun make(): ByteArray {
        val key = ByteArray(LENGTH).also { SecureRandom().nextBytes(it) }
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.ENCRYPT_MODE, store().getKey(ALIAS, null) as? SecretKey ?: makeWrapping())
        // Whole or not at all: half a key would be a lost one.
        val beside = File(wrapped.path + ".new")
        beside.outputStream().use {
            it.write(cipher.iv + cipher.doFinal(key))
            it.fd.sync()
        }
        if (!beside.renameTo(wrapped)) throw IOException("the wrapped key cannot be kept")
        return key
    }

    private fun makeWrapping(): SecretKey = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE).run {
        init(
            KeyGenParameterSpec.Builder(ALIAS, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                .setKeySize(256)
                .build(),
        )
        generateKey()
    }

    private fun store(): KeyStore = KeyStore.getInstance(STORE).apply { load(null) }

    private fun lost() = Answer.Failed(Problem(Problem.Kind.Storage, "wrong_key"))

    private fun unreachable() = Answer.Failed(Problem(Problem.Kind.Storage, "key_unreachable"))

    companion object {
        const val ALIAS = "doorstep-database"
        private const val STORE = "AndroidKeyStore"
        private const val CIPHER = "AES/GCM/NoPadding"
        private const val LENGTH = 32
        private const val NONCE = 12
        private const val TAG = 16
    }
}
