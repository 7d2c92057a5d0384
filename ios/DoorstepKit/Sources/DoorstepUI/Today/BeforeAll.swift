import DoorstepKit
import SwiftUI

/// What to know of the phone before the day's work: an update that is needed, data that locks soon.
struct Notices: View {
    let status: Status
    let open: @MainActor () -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        if status.updateNeeded {
            Line("update-needed", .warn, action: open) {
                Sign(glyph: .refreshCw, text: strings.errorUpdateNeeded, style: .bodyStrong, color: \.warn)
            }
        }
        if case .dueSoon(let days) = status.enrolment {
            Line("locks-soon", .warn, action: open) {
                Sign(glyph: .keyRound, text: strings.lockSoon(n: Int(days)), style: .bodyStrong, color: \.warn)
            }
        }
    }
}

/// What was typed and not saved yet: one line a form, which leads back to it.
struct OpenForms: View {
    let forms: [OpenForm]
    let go: @MainActor (Route) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        if !forms.isEmpty {
            Sign(glyph: .notebookPen, text: strings.draftsOpen, style: .bodyStrong, color: \.info)
            ForEach(forms, id: \.form) { form in
                if let route = Route(form: form.form) {
                    Line("draft", .info, action: { go(route) }) {
                        Sign(glyph: .notebookPen, text: words(form), style: .bodyStrong)
                        Aside(moment(form.at))
                    }
                }
            }
        }
    }

    private func words(_ form: OpenForm) -> String {
        let kind = String(form.form.prefix { $0 != "/" })
        return [strings.formOf(kind) ?? form.form, form.who.capital].said(" · ")
    }
}
