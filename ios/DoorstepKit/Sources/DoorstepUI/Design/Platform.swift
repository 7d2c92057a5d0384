import SwiftUI

// What a phone has and a Mac has not: on a Mac the package is built for its tests alone.

/// What is typed into a field.
enum Keyboard {
    case text, phone, number
}

extension View {
    /// Brings up the keys that are needed.
    func keyboard(_ keyboard: Keyboard) -> some View {
        #if os(macOS)
            self
        #else
            let type: UIKeyboardType =
                switch keyboard {
                case .text: .default
                case .phone: .phonePad
                case .number: .numberPad
                }
            return keyboardType(type)
        #endif
    }

    /// A title in the bar, which leaves the screen to what it is about.
    func smallTitle(_ title: String) -> some View {
        #if os(macOS)
            navigationTitle(title)
        #else
            navigationTitle(title).navigationBarTitleDisplayMode(.inline)
        #endif
    }
}
