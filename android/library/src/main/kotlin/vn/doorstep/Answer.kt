package vn.doorstep

import vn.doorstep.core.DoorstepException
import vn.doorstep.core.ReasonArg

/** What a call came to. */
sealed interface Answer<out T> {
    /** It worked. */
    data class Is<T>(val value: T) : Answer<T>

    /** What was asked for is not on this phone: never was, or was given to somebody else. */
    data object NotHere : Answer<Nothing>

    /** It did not work; what was saved before stays saved. */
    data class Failed(val problem: Problem) : Answer<Nothing>
}

/** Why: where to look, a code with words in both languages, and the code's arguments (never text of people). */
data class Problem(val kind: Kind, val code: String, val args: Map<String, String> = emptyMap()) {
    /** Where to look. */
    enum class Kind { Refused, State, Enrolment, Sync, Storage, Internal }
}

/** Turns what the facade throws into an answer. Anything else is a bug of ours, and is told by its class alone. */
inline fun <T> answer(call: () -> T): Answer<T> = try {
    Answer.Is(call())
} catch (error: DoorstepException) {
    error.answer()
} catch (error: Exception) {
    if (error is kotlinx.coroutines.CancellationException) throw error
    Answer.Failed(Problem(Problem.Kind.Internal, error::class.simpleName.orEmpty()))
}

@PublishedApi
internal fun DoorstepException.answer(): Answer<Nothing> = when (this) {
    is DoorstepException.NotHere -> Answer.NotHere
    is DoorstepException.Refused -> Answer.Failed(Problem(Problem.Kind.Refused, code, args.named()))
    is DoorstepException.State -> Answer.Failed(Problem(Problem.Kind.State, code))
    is DoorstepException.Enrolment -> Answer.Failed(Problem(Problem.Kind.Enrolment, code))
    is DoorstepException.Sync -> Answer.Failed(Problem(Problem.Kind.Sync, code, args.named()))
    is DoorstepException.Storage -> Answer.Failed(Problem(Problem.Kind.Storage, code))
    is DoorstepException.Internal -> Answer.Failed(Problem(Problem.Kind.Internal, code))
}

private fun List<ReasonArg>.named(): Map<String, String> = associate { it.name to it.value }
