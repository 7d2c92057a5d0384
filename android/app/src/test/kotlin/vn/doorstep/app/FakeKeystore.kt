package vn.doorstep.app

import android.security.keystore.KeyGenParameterSpec
import org.junit.rules.ExternalResource
import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyStoreException
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.ProviderException
import java.security.SecureRandom
import java.security.Security
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey
import javax.crypto.spec.SecretKeySpec

/** `AndroidKeyStore` by its name, with keys in memory: Robolectric has none. What it cannot prove is the hardware. */
class FakeKeystore : ExternalResource() {
    override fun before() {
        keys.clear()
        answers = true
        Security.removeProvider(NAME)
        Security.addProvider(Fake())
    }

    override fun after() = Security.removeProvider(NAME)

    private class Fake : Provider(NAME, "1.0", "keys in memory") {
        init {
            put("KeyStore.$NAME", Store::class.java.name)
            put("KeyGenerator.AES", Generator::class.java.name)
        }
    }

    class Store : KeyStoreSpi() {
        override fun engineGetKey(alias: String, password: CharArray?): Key? = reached { keys[alias] }
        override fun engineContainsAlias(alias: String) = reached { alias in keys }
        override fun engineDeleteEntry(alias: String) { reached { keys.remove(alias) } }
        override fun engineAliases(): Enumeration<String> = Collections.enumeration(keys.keys)
        override fun engineSize() = keys.size
        override fun engineIsKeyEntry(alias: String) = alias in keys
        override fun engineIsCertificateEntry(alias: String) = false
        override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit
        override fun engineStore(stream: OutputStream?, password: CharArray?) = Unit
        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null
        override fun engineGetCertificate(alias: String): Certificate? = null
        override fun engineGetCreationDate(alias: String): Date? = null
        override fun engineGetCertificateAlias(certificate: Certificate): String? = null
        override fun engineSetKeyEntry(alias: String, key: Key, password: CharArray?, chain: Array<out Certificate>?) = throw KeyStoreException()
        override fun engineSetKeyEntry(alias: String, key: ByteArray, chain: Array<out Certificate>?) = throw KeyStoreException()
        override fun engineSetCertificateEntry(alias: String, certificate: Certificate) = throw KeyStoreException()
    }

    class Generator : KeyGeneratorSpi() {
        private lateinit var spec: KeyGenParameterSpec

        override fun engineInit(random: SecureRandom?) = throw UnsupportedOperationException()
        override fun engineInit(size: Int, random: SecureRandom?) = throw UnsupportedOperationException()
        override fun engineInit(parameters: AlgorithmParameterSpec, random: SecureRandom?) {
            spec = parameters as KeyGenParameterSpec
        }

        override fun engineGenerateKey(): SecretKey = reached {
            asked = spec
            val bytes = ByteArray(spec.keySize / 8).also { SecureRandom().nextBytes(it) }
            SecretKeySpec(bytes, "AES").also { keys[spec.keystoreAlias] = it }
        }
    }

    companion object {
        private const val NAME = "AndroidKeyStore"
        val keys = mutableMapOf<String, Key>()

        /** Whether the storage answers: after a restart, before the first unlock, some do not. */
        var answers = true

        /** How the last key was asked for. */
        var asked: KeyGenParameterSpec? = null

        private fun <T> reached(act: () -> T): T = if (answers) act() else throw ProviderException("no answer")
    }
}
