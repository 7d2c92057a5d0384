// A stand-in for SwiftUI on Linux, where there is none: it type-checks the app's screens, and turns a view into an outline
// of what a person would see, hear and tap, which tests read and operate. On Apple platforms it is not built at all.
//
// What it keeps to
//
// * Only what the screens use. Each public name has the signature that Apple documents; what is this library's own begins
//   with an underscore, but for `Outline`, `Node` and `OutlineError`. Initialisers with a `LocalizedStringKey` are left out
//   on purpose: the app's words come from `strings/` as typed functions, and a key typed into a screen finds no words.
// * State has the identity that SwiftUI gives it: by the structure of the views, in `ForEach` by the element's id; it ends
//   with its place. `onAppear`, `onDisappear`, `task` and `task(id:)` begin and end with what is on the screen, and a task
//   that ends is cancelled. What is covered by a sheet or a dialog can neither be read nor tapped.
// * The outline is evaluated again when a value changes that was read, by the same Observation as in the app.
//
// What it does not know
//
// * Layout, drawing, truncation, letters' sizes, contrast, animation, gestures, the keyboard: modifiers about these have
//   types and no effect. A lazy stack makes all of its rows.
// * What VoiceOver says: labels are joined in the order of the views; an identifier on a container is given to each of its
//   parts that has no container of its own, as with UIKit.
// * Whether Apple's SDK agrees. The first build in Xcode will find differences; mend this library then, not the screens.

@_exported import Foundation
@_exported import Observation
