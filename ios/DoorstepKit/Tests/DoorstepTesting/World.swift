import Foundation

/// Whoever answers the commands of the world around a phone: `tests/flows/README.md`.
public protocol World: Sendable {
    /// The answer: `ok`, `ok TEXT`, or `no WHY`.
    func answer(_ command: String) throws -> String
}

extension World {
    /// Tells a command, and gives the text of its answer.
    @discardableResult public func tell(_ command: String) throws -> String {
        let answer = try answer(command)
        guard answer == "ok" || answer.hasPrefix("ok ") else { throw WorldError("\(command): \(answer)") }
        return String(answer.dropFirst(3))
    }
}

/// What the world could not do.
public struct WorldError: Error, CustomStringConvertible {
    private let said: String
    public init(_ said: String) { self.said = said }
    public var description: String { said }
}

/// The program that plays the hub, the leader, other phones and the wire. All its people are invented.
public final class WorldProgram: World {
    private let spoken: Spoken

    public init() throws { spoken = try Spoken(Repository.program("doorstep-world")) }

    public func answer(_ command: String) throws -> String {
        guard let answer = try spoken.ask(command) else { throw WorldError("the world ended at: \(command)") }
        return answer
    }
}
