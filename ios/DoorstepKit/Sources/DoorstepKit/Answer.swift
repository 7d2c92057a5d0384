import DoorstepCore

/// What a call came to, for a screen: closed, and comparable.
public enum Answer<Value: Sendable>: Sendable {
    /// It worked.
    case `is`(Value)

    /// What was asked for is not on this phone: never was, or was given to somebody else.
    case notHere

    /// It did not work; what was saved before stays saved.
    case failed(Problem)

    /// What a call that throws comes to. Anything else than the core's own error is a bug of ours, and is told by its type
    /// alone: an error's text may hold what people typed.
    public init(_ call: () throws -> Value) {
        do { self = .is(try call()) } catch { self = .init(error) }
    }

    init(_ error: any Error) {
        switch error {
        case DoorstepError.NotHere: self = .notHere
        case let error as DoorstepError: self = .failed(Problem(error))
        default: self = .failed(Problem(kind: .internal, code: String(describing: type(of: error))))
        }
    }

    /// The value, where it worked.
    public var value: Value? {
        if case .is(let value) = self { value } else { nil }
    }

    /// Why it did not work.
    public var problem: Problem? {
        if case .failed(let problem) = self { problem } else { nil }
    }
}

extension Answer: Equatable where Value: Equatable {}

/// Why: where to look, a code with words in both languages, and the code's arguments (never text of people).
public struct Problem: Hashable, Sendable {
    /// Where to look.
    public enum Kind: Sendable { case refused, state, enrolment, sync, storage, `internal` }

    public let kind: Kind
    public let code: String
    public let args: [String: String]

    public init(kind: Kind, code: String, args: [String: String] = [:]) {
        self.kind = kind
        self.code = code
        self.args = args
    }

    /// The file is closed, until ``Phone/resume()``.
    static let paused = Problem(kind: .state, code: "paused")

    /// The core's error, told to an app.
    public init(_ error: DoorstepError) {
        switch error {
        case .Refused(let code, let args): self.init(kind: .refused, code: code, args: args.named)
        case .State(let code): self.init(kind: .state, code: code)
        case .Enrolment(let code): self.init(kind: .enrolment, code: code)
        case .Sync(let code, let args): self.init(kind: .sync, code: code, args: args.named)
        case .Storage(let code): self.init(kind: .storage, code: code)
        // Where a whole screen is not here, `Answer` says so; where a tap is, it was given to somebody else.
        case .NotHere: self.init(kind: .refused, code: "handed_over")
        case .Internal(let code): self.init(kind: .internal, code: code)
        }
    }
}

extension [ReasonArg] {
    fileprivate var named: [String: String] { Dictionary(map { ($0.name, $0.value) }) { _, last in last } }
}
