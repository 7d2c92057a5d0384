import Foundation

/// The world of `tests/flows` behind a port of the Mac: a line in, a line out. `ios/ui-tests.sh` opens it, a new world for
/// each connection.
final class SocketWorld {
    private let input: InputStream
    private let output: OutputStream

    init() throws {
        var streams: (InputStream?, OutputStream?)
        Stream.getStreamsToHost(withName: "127.0.0.1", port: 7717, inputStream: &streams.0, outputStream: &streams.1)
        guard let input = streams.0, let output = streams.1 else { throw Trouble("no world: run ios/ui-tests.sh") }
        (self.input, self.output) = (input, output)
        input.open()
        output.open()
    }

    deinit {
        input.close()
        output.close()
    }

    /// Tells a command, and gives the text of its answer.
    @discardableResult func tell(_ command: String) throws -> String {
        var sent = Array("\(command)\n".utf8)
        while !sent.isEmpty {
            let count = output.write(sent, maxLength: sent.count)
            guard count > 0 else { throw Trouble("the world does not listen: run ios/ui-tests.sh") }
            sent.removeFirst(count)
        }
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while input.read(&byte, maxLength: 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
        let answer = String(decoding: line, as: UTF8.self)
        guard answer == "ok" || answer.hasPrefix("ok ") else { throw Trouble("\(command): \(answer)") }
        return String(answer.dropFirst(3))
    }
}
