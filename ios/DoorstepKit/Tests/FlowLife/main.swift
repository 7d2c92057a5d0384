import DoorstepTesting
import FlowPlayer
import Foundation

// One life of the app, to be killed: FlowLife SCRIPT LIFE FOLDER.

let arguments = CommandLine.arguments
do {
    let player = Player(folder: URL(fileURLWithPath: arguments[3]), world: ParentsWorld())
    try await player.play(try Script(named: arguments[1]), life: Int(arguments[2]) ?? 0)
    try await player.settle()
    sayToParent("done")
} catch {
    sayToParent("failed \(error)".replacingOccurrences(of: "\n", with: " "))
}
// Never ends by itself: the kill is its end.
_ = readLine()
