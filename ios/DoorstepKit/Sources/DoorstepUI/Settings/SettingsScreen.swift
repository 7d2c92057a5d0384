import DoorstepKit
import SwiftUI

/// Who one is here, how the app looks, and how the phone stands with its hub.
struct SettingsScreen: View {
    let state: SettingsState
    let send: @MainActor (SettingsAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.settingsTitle) {
            Showing(state) { ready in
                Fields {
                    Volunteer(status: ready.status)
                    StandingCard(status: ready.status)
                    looks(ready.taste)
                    work(ready.taste)
                    leave(ready)
                }
            }
        } foot: {
            if let ready = state.value, ready.leaving != .no { Leave(ready: ready, send: send) }
        }
    }

    private func choose(_ taste: Taste) { send(.tasteChosen(taste)) }

    @ViewBuilder private func looks(_ taste: Taste) -> some View {
        Heading(strings.settingsTheme)
        Flow {
            ForEach(Theme.allCases, id: \.self) { theme in
                ChoiceButton(name(theme), isChosen: taste.theme == theme, id: "theme") {
                    choose(taste.with(\.theme, theme))
                }
            }
        }
        Heading(strings.settingsLetters)
        Flow {
            ForEach(Letters.allCases, id: \.self) { letters in
                ChoiceButton(name(letters), isChosen: taste.letters == letters, id: "letters") {
                    choose(taste.with(\.letters, letters))
                }
            }
        }
        Heading(strings.settingsLanguage)
        Flow {
            ChoiceButton(strings.languageVi, isChosen: !taste.isEnglish, id: "language-vi") {
                choose(taste.with(\.isEnglish, false))
            }
            ChoiceButton(strings.languageEn, isChosen: taste.isEnglish, id: "language-en") {
                choose(taste.with(\.isEnglish, true))
            }
        }
    }

    @ViewBuilder private func work(_ taste: Taste) -> some View {
        Heading(strings.settingsWifi)
        Flow {
            ChoiceButton(strings.settingsWifiOnly, isChosen: taste.wifiOnly, id: "wifi-only") {
                choose(taste.with(\.wifiOnly, true))
            }
            ChoiceButton(strings.settingsAnyNetwork, isChosen: !taste.wifiOnly, id: "any-network") {
                choose(taste.with(\.wifiOnly, false))
            }
        }
        Heading(strings.settingsLock)
        Flow {
            ForEach([1, 5, 15], id: \.self) { minutes in
                ChoiceButton(
                    strings.settingsLockAfter(n: minutes), isChosen: taste.lockMinutes == minutes, id: "lock-after"
                ) {
                    choose(taste.with(\.lockMinutes, minutes))
                }
            }
        }
    }

    @ViewBuilder private func leave(_ ready: SettingsReady) -> some View {
        Heading(strings.settingsHandOver)
        Aside(strings.settingsHandOverHint)
        WideButton(strings.settingsHandOverButton, id: "hand-over", glyph: .hardDrive, weight: .quiet) {
            send(.handOverTapped)
        }
        Heading(strings.settingsSignOut)
        WideButton(strings.settingsSignOutButton, id: "sign-out", glyph: .keyRound, weight: .quiet) {
            send(.signOutTapped)
        }
        .disabled(ready.leaving != .no)
        Aside(strings.settingsAbout)
    }

    private func name(_ theme: Theme) -> String {
        switch theme {
        case .light: strings.themeLight
        case .dark: strings.themeDark
        case .sunlight: strings.themeSunlight
        }
    }

    private func name(_ letters: Letters) -> String {
        switch letters {
        case .usual: strings.lettersUsual
        case .large: strings.lettersLarge
        case .largest: strings.lettersLargest
        }
    }
}

/// Who one is here.
private struct Volunteer: View {
    let status: Status

    @Environment(\.strings) private var strings

    var body: some View {
        Card {
            Words(status.name, style: .title)
            Words([status.squad, status.unit.isEmpty ? status.communeName : status.unit].said(" · "))
            Flow {
                ForEach(status.roles, id: \.self) { Chip(strings.roleOf($0) ?? $0, .info, .userRound) }
            }
        }
    }
}

/// How the phone stands with its hub.
private struct StandingCard: View {
    let status: Status

    @Environment(\.strings) private var strings

    var body: some View {
        let minutes = abs(Int(status.clockSkewMs / 60_000))
        Card {
            Words(
                status.unsent == 0 ? strings.fatesAllSent : strings.syncPending(n: Int(status.unsent)),
                style: .bodyStrong)
            Aside(status.lastSync.map { strings.syncAllDone(time: moment($0)) } ?? strings.syncNever)
            if minutes >= 2 { Banner(.warn, .clock, strings.errorClock(n: minutes)) }
            if status.updateNeeded { Banner(.warn, .refreshCw, strings.errorUpdateNeeded) }
            if case .dueSoon(let days) = status.enrolment { Banner(.warn, .keyRound, strings.lockSoon(n: Int(days))) }
        }
    }
}

/// Signing out, at the thumb: what is unsent is told before anybody is asked anything, and nobody leaves over it.
private struct Leave: View {
    let ready: SettingsReady
    let send: @MainActor (SettingsAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        let unsent = Int(ready.status.unsent)
        if case .failed(let problem) = ready.leaving {
            Banner(.danger, .triangleAlert, strings.problem(problem))
        } else if unsent > 0 {
            Banner(.warn, .send, strings.settingsSignOutUnsent(n: unsent))
        } else {
            Banner(.danger, .triangleAlert, strings.settingsSignOutWhat)
            WideButton(strings.settingsSignOutMeant, id: "sign-out-meant", weight: .danger) { send(.signOutMeant) }
        }
        WideButton(strings.settingsStay, id: "stay", weight: .quiet) { send(.stayTapped) }
    }
}
