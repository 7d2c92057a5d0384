import DoorstepKit
import SwiftUI

/// What a screen has to draw. Closed: nothing is half there.
public enum Shown<Value: Sendable>: Sendable {
    /// The call has not answered yet.
    case loading

    /// The core's record, as it is.
    case ready(Value)

    /// It left this phone, most likely for somebody else's.
    case gone

    /// It could not be read. What was saved is saved.
    case failed(Problem)

    /// A call's answer as a screen's state.
    public init(_ answer: Answer<Value>) {
        self =
            switch answer {
            case .is(let value): .ready(value)
            case .notHere: .gone
            case .failed(let problem): .failed(problem)
            }
    }

    /// The record, where there is one.
    public var value: Value? {
        if case .ready(let value) = self { value } else { nil }
    }

    /// The same, of another record.
    func map<Other>(_ change: (Value) -> Other) -> Shown<Other> {
        flatMap { .ready(change($0)) }
    }

    /// The same, where the record may be missing.
    func flatMap<Other>(_ change: (Value) -> Shown<Other>) -> Shown<Other> {
        switch self {
        case .loading: .loading
        case .ready(let value): change(value)
        case .gone: .gone
        case .failed(let problem): .failed(problem)
        }
    }
}

extension Shown: Equatable where Value: Equatable {}

/// Draws a state: the record by its own screen, all else the same way everywhere.
struct Showing<Value: Sendable, Content: View>: View {
    private let state: Shown<Value>
    private let content: (Value) -> Content

    @Environment(\.strings) private var strings

    init(_ state: Shown<Value>, @ViewBuilder content: @escaping (Value) -> Content) {
        self.state = state
        self.content = content
    }

    var body: some View {
        switch state {
        case .loading:
            Aside(strings.loading).padding(Space.s24)
        case .ready(let value):
            content(value)
        case .gone:
            Fields { Banner(.info, .house, strings.goneHome) }
        case .failed(let problem):
            Fields {
                Banner(.danger, .triangleAlert, strings.problem(problem))
                Words(strings.savedIsSafe)
            }
        }
    }
}

/// What a screen's model does for as long as its screen is there: it reads, and reads again after each change.
@MainActor public protocol Living: AnyObject {
    associatedtype Subject: Equatable

    /// What it reads about: about another one it begins anew.
    var subject: Subject { get }

    func live() async
}

extension Living where Subject == Bool {
    /// Always the same.
    public var subject: Bool { true }
}

/// A model that lives as long as its place in the app, and reads while one looks at it.
struct Held<Model: Living, Content: View>: View {
    @State private var model: Model
    private let content: (Model) -> Content

    init(_ model: Model, @ViewBuilder content: @escaping (Model) -> Content) {
        _model = State(initialValue: model)
        self.content = content
    }

    var body: some View {
        content(model).task(id: model.subject) { await model.live() }
    }
}
