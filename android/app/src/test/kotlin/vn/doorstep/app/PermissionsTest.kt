package vn.doorstep.app

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.objectweb.asm.ClassReader
import org.objectweb.asm.Handle
import org.objectweb.asm.tree.AnnotationNode
import org.objectweb.asm.tree.ClassNode
import org.objectweb.asm.tree.InvokeDynamicInsnNode
import org.objectweb.asm.tree.MethodInsnNode
import java.io.File
import java.util.Properties

/**
 * Android's own classes say of their methods which permission they need; without an Android SDK the lint does not read that.
 * Here it is read for every method that our classes call.
 */
class PermissionsTest {
    private class Method(val owner: String, val name: String, val descriptor: String)

    /** A permission, or any one of several, and the call that needs it. */
    private data class Need(val anyOf: Set<String>, val call: String)

    private val known = HashMap<String, ClassNode?>()

    private fun android(name: String): ClassNode? = known.getOrPut(name) {
        ClassLoader.getSystemResourceAsStream("$name.class")?.use { node(it.readBytes()) }
    }

    private fun node(bytes: ByteArray) = ClassNode().also { ClassReader(bytes).accept(it, ClassReader.SKIP_DEBUG or ClassReader.SKIP_FRAMES) }

    private fun called(type: ClassNode): List<Method> = type.methods.flatMap { method ->
        method.instructions.flatMap { instruction ->
            when (instruction) {
                is MethodInsnNode -> listOf(Method(instruction.owner, instruction.name, instruction.desc))
                is InvokeDynamicInsnNode -> instruction.bsmArgs.filterIsInstance<Handle>().map { Method(it.owner, it.name, it.desc) }
                else -> emptyList()
            }
        }
    }

    /** Where it is declared: in the class that is named, or above it. */
    private fun needs(method: Method): List<Need> {
        val type = android(method.owner) ?: return emptyList()
        val found = type.methods.find { it.name == method.name && it.desc == method.descriptor }
            ?: return (listOfNotNull(type.superName) + type.interfaces).flatMap { needs(Method(it, method.name, method.descriptor)) }
        if (!type.name.startsWith("android/")) return emptyList()
        return found.invisibleAnnotations.orEmpty().filter { it.desc == "Landroid/annotation/RequiresPermission;" }
            .flatMap { needs(it, "${method.owner}.${method.name}") }
    }

    private fun needs(annotation: AnnotationNode, call: String): List<Need> {
        val values = annotation.values.orEmpty().chunked(2).associate { (name, value) -> name as String to value }
        if (values["conditional"] == true) return emptyList()
        fun list(name: String) = (values[name] as? List<*>).orEmpty().map { it as String }
        val all = listOfNotNull(values["value"] as? String) + list("allOf")
        return all.map { Need(setOf(it), call) } + listOfNotNull(list("anyOf").takeIf { it.isNotEmpty() }?.let { Need(it.toSet(), call) })
    }

    private fun missing(needs: Set<Need>, asked: Set<String>): Set<Need> = needs.filter { need -> need.anyOf.none { it in asked } }.toSet()

    @Test
    fun `the manifest asks for what Android's methods say that they need`() {
        val classes = File(DoorstepApp::class.java.protectionDomain.codeSource.location.toURI())
        val ours = classes.walk().filter { it.extension == "class" && it.path.contains("/vn/doorstep/") }.map { node(it.readBytes()) }.toList()
        val needs = ours.flatMap(::called).flatMap(::needs).toSet()
        val config = Properties().apply { ClassLoader.getSystemResourceAsStream("com/android/tools/test_config.properties")!!.use(::load) }
        val manifest = File(config.getProperty("android_merged_manifest")).readText()
        val asked = Regex("<uses-permission\\s+android:name=\"([^\"]+)\"").findAll(manifest).map { it.groupValues[1] }.toSet()
        assertEquals(emptySet<Need>(), missing(needs, asked))
        // It sees: each of these is needed by a call of ours, and would be missed.
        for (name in listOf("ACCESS_NETWORK_STATE", "CAMERA", "USE_BIOMETRIC")) {
            assertTrue("$name: $needs", missing(needs, asked - "android.permission.$name").isNotEmpty())
        }
    }
}
