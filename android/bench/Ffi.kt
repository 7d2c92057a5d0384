package vn.doorstep.bench

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import vn.doorstep.Answer
import vn.doorstep.Phone
import vn.doorstep.core.Moment
import vn.doorstep.core.Page
import vn.doorstep.core.Platform
import vn.doorstep.core.VisitInput
import java.io.File

// What a person waits for, through Kotlin and JNA, on a file that `cargo xtask bench ffi` made: a leader's phone.

private val KEY = ByteArray(32) { 5 }
private const val TIMES = 60
private const val CALLS = 1_000

/** What is typed, letter by letter as the list follows. */
private val TYPED = listOf("n", "ng", "nguyen", "nguyen thi", "hương", "le loi", "12", "0951234")

private object Clocks : Platform {
    private val started = System.nanoTime()
    override fun moment() = Moment(System.currentTimeMillis(), ((System.nanoTime() - started) / 1_000_000 + 1).toULong(), 1u)
    override fun destroyKey() = Unit
}

/** One figure, with the bar that it has to reach. */
private data class Figure(val what: String, val value: Double, val unit: String, val bar: Double?) {
    val json get() = """{"what":"$what","value":${"%.3f".format(java.util.Locale.ROOT, value)},"unit":"$unit","bar":${bar ?: "null"}}"""
}

private fun open(file: File): Phone = when (val answer = Phone.open(file, KEY, Clocks, Dispatchers.Unconfined)) {
    is Answer.Is -> answer.value
    else -> error("the file does not open: $answer")
}

private fun <T> Answer<T>.value(): T = (this as? Answer.Is)?.value ?: error("$this")

/** Milliseconds of each, the first few left out: the JVM compiles while they run, as a phone's ART has before. */
private fun times(act: (Int) -> Unit): List<Double> = (0 until TIMES + TIMES / 4).map { nth ->
    val from = System.nanoTime()
    act(nth)
    (System.nanoTime() - from) / 1e6
}.drop(TIMES / 4).sorted()

private fun List<Double>.at(share: Double) = this[(size * share).toInt().coerceAtMost(size - 1)]

private fun MutableList<Figure>.timed(what: String, bar: Double, act: (Int) -> Unit) {
    val took = times(act)
    add(Figure("$what: p95", took.at(0.95), "ms", bar))
    add(Figure("$what: median", took.at(0.5), "ms", null))
}

/** Compilers and collectors: the JVM starts and ends them as it likes. */
private val JVM_OWN = listOf("C1 Compiler", "C2 Compiler", "GC Thread", "G1 ", "VM ")

/** Threads and open files of this process, as the system counts them. */
private fun held(): Pair<Int, Int> {
    // What nobody holds any more is let go by the collector's own thread.
    repeat(3) { System.gc(); System.runFinalization() }
    val threads = File("/proc/self/task").listFiles()!!.mapNotNull { runCatching { File(it, "comm").readText() }.getOrNull() }
    return threads.count { name -> JVM_OWN.none { name.startsWith(it) } } to File("/proc/self/fd").list()!!.size
}

fun main(args: Array<String>) = runBlocking {
    val file = File(args[0])
    val figures = mutableListOf<Figure>()
    figures.timed("open", 150.0) { open(file).use { it.core.today().use { today -> today.date() } } }
    open(file).use { phone ->
        suspend fun homes() = phone.calls.call { phone.core.search().use { it.run("nguyen", Page(0u, 100u)) } }.value().hits.map { it.home.id }
        val homes = homes()
        check(homes.isNotEmpty()) { "the file has no homes" }
        val today = phone.core.today()
        val households = phone.core.households()
        val search = phone.core.search()
        val visits = phone.core.visits()
        figures.timed("today's list", 16.0) { today.screen(null) }
        figures.timed("one home", 16.0) { households.screen(homes[it % homes.size]) }
        figures.timed("search as you type", 16.0) { search.run(TYPED[it % TYPED.size], Page(0u, 30u)) }
        figures.timed("a saved visit", 16.0) { visits.record(visit(homes[it % homes.size])) }
        phone.core.sync().use { it.settle() }
        val before = held()
        repeat(CALLS) { nth ->
            phone.core.today().use { it.date() }
            phone.core.households().use { it.screen(homes[nth % homes.size]) }
            phone.core.settings().use { it.status() }
            phone.core.notes().use { it.hasSecret("mã OTP 123456") }
            phone.core.drafts().use { it.openForms() }
        }
        val after = held()
        figures += Figure("threads after $CALLS calls of each, more than before", (after.first - before.first).toDouble(), "", 0.0)
        figures += Figure("open files after them, more than before", (after.second - before.second).toDouble(), "", 0.0)
        listOf(today, households, search, visits).forEach { (it as AutoCloseable).close() }
    }
    for (figure in figures) {
        val bar = figure.bar?.let { if (figure.value <= it) "  ≤ $it met" else "  ≤ $it MISSED" }.orEmpty()
        System.err.println("%-60s %10.2f %s%s".format(figure.what, figure.value, figure.unit, bar))
    }
    println("""{"bench":"ffi","figures":[${figures.joinToString(",") { it.json }}]}""")
}

private fun visit(home: String) = VisitInput(home, "done", emptyList(), emptyList(), emptyList(), "", null, null, emptyList())
