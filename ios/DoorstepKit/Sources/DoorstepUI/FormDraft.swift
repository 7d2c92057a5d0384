import DoorstepKit
import Observation

/// A form: it begins with what it was left with, is kept as one types, and is forgotten once it is saved.
@MainActor @Observable final class FormDraft {
    /// Whether what it was left with is known.
    private(set) var hasBegun = false

    /// What its fields hold now.
    private(set) var typed: [String: String] = [:]

    /// Its screen and what it is about: `note/<household>`.
    let name: String

    // The household that it leaves the phone with.
    private let root: String?
    private let drafting: Drafting
    // What the record says of its fields: a field that still says so is no change.
    private var saved: [String: String] = [:]
    // What was typed into it and was on its way to the store when it was opened again: later than what the store says.
    @ObservationIgnored private let onItsWay: [String: String]?

    init(_ name: String, root: String?, drafting: Drafting) {
        self.name = name
        self.root = root
        self.drafting = drafting
        onItsWay = drafting.onItsWay(name)
    }

    /// Begins with what it was left with, over what is saved. Once: what is being typed is not pulled away.
    func begin(left: [DraftField], over saved: [String: String] = [:]) {
        guard !hasBegun else { return }
        self.saved = saved
        let left = onItsWay ?? Dictionary(left.map { ($0.name, $0.value) }) { _, last in last }
        typed = saved.merging(left) { _, left in left }
        hasBegun = true
    }

    /// Begins a form of which nothing but itself has to be read.
    func begin() async {
        if !hasBegun { begin(left: await drafting.left(name)) }
    }

    /// What a field holds; empty where it holds nothing.
    subscript(field: String) -> String { typed[field] ?? "" }

    /// The fields that say something else than the record does: these are kept.
    var changed: [String: String] {
        typed.filter { field, value in saved[field].map { $0 != value } ?? !value.isBlank }
    }

    /// Somebody types or chooses.
    func type(_ fields: [String: String]) {
        typed.merge(fields) { _, new in new }
        drafting.keep(name, root: root, changed)
    }

    /// Saves, and forgets the form where it was saved.
    func save(
        by saving: Saving, undo: (@Sendable (SavedView) throws -> SavedView)? = nil,
        _ call: @escaping @Sendable () throws -> SavedView
    ) async -> SavedView? {
        guard case .is(let saved) = await saving.save(undo: undo, call) else { return nil }
        forget()
        return saved
    }

    /// It is under way no more.
    func forget() { drafting.discard(name) }
}
