import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that is spoken with in lines.
public final class Spoken: @unchecked Sendable {
    public let process = Process()
    private let told = Pipe()
    private let said = Pipe()
    private var buffer = Data()
    private let lock = NSLock()

    /// Starts it. What it says on its standard error goes to ours.
    public init(_ program: URL, _ arguments: [String] = [], environment: [String: String]? = nil) throws {
        process.executableURL = program
        process.arguments = arguments
        if let environment { process.environment = environment }
        process.standardInput = told
        process.standardOutput = said
        try process.run()
    }

    deinit { end() }

    /// Tells a line.
    public func tell(_ line: String) throws { try told.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8)) }

    /// The next line it says; none at its end. Waits for it.
    public func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: buffer[buffer.startIndex..<end], as: UTF8.self)
                buffer.removeSubrange(buffer.startIndex...end)
                return line
            }
            let more = said.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            buffer.append(more)
        }
    }

    /// Tells a line and waits for the answer; one conversation at a time.
    public func ask(_ line: String) throws -> String? {
        lock.lock()
        defer { lock.unlock() }
        try tell(line)
        return self.line()
    }

    /// Closes its input, and waits for its end.
    public func end() {
        try? told.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// SIGKILL: nothing in it hears of it.
    public func kill() {
        _ = signal(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

private func signal(_ process: Int32, _ number: Int32) -> Int32 { kill(process, number) }
