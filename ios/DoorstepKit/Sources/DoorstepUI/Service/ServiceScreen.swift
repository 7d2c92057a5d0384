import DoorstepKit
import SwiftUI

/// Who was helped with what. The visit is saved already; each tap here adds to it.
struct ServiceScreen: View {
    let state: ServiceState
    let back: @MainActor () -> Void
    let send: @MainActor (ServiceAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.serviceTitle) {
            Showing(state) { ready in
                Fields {
                    people(ready)
                    if let open = ready.options.services.first(where: { $0.service.code == ready.open?.service }) {
                        details(ready, open)
                    }
                    if !ready.helped.isEmpty { helped(ready) }
                    services(ready)
                }
            }
        } foot: {
            WideButton(strings.serviceFinished, id: "finished", action: back)
        }
    }

    @ViewBuilder private func people(_ ready: ServiceReady) -> some View {
        Heading(strings.serviceWho)
        Flow {
            ForEach(ready.options.people, id: \.id) { person in
                ChoiceButton(person.who.capital, isChosen: ready.person == person.id, id: "person") {
                    send(.personTapped(resident: person.id))
                }
            }
            ChoiceButton(strings.serviceSomebody, isChosen: ready.person == nil, id: "somebody") {
                send(.personTapped(resident: nil))
            }
        }
    }

    private func details(_ ready: ServiceReady, _ service: ServiceChoice) -> some View {
        Card(.info) {
            Words(strings.said(service.service), style: .bodyStrong)
            Heading(strings.serviceEnded)
            Flow {
                ForEach(service.outcomes, id: \.code) { outcome in
                    ChoiceButton(
                        strings.said(outcome), isChosen: ready.open?.outcome == outcome.code,
                        id: "service-outcome-\(outcome.code)"
                    ) { send(.outcomeTapped(code: outcome.code)) }
                }
            }
            if !service.blockers.isEmpty {
                Heading(strings.serviceBlockers)
                Flow {
                    ForEach(service.blockers, id: \.code) { blocker in
                        ChoiceButton(
                            strings.said(blocker), isChosen: ready.open?.blockers.contains(blocker.code) == true,
                            id: "blocker-\(blocker.code)"
                        ) { send(.blockerTapped(code: blocker.code)) }
                    }
                }
            }
            WideButton(strings.serviceSave, id: "save-service", weight: .quiet) { send(.saveTapped) }
        }
    }

    private func helped(_ ready: ServiceReady) -> some View {
        Card {
            ForEach(Array(ready.helped.enumerated()), id: \.offset) {
                Sign(glyph: .circleCheck, text: words(ready, $0.element), color: \.ok)
            }
        }
    }

    private func words(_ ready: ServiceReady, _ help: HelpInput) -> String {
        let who = ready.options.people.first { $0.id == help.resident }?.who ?? strings.serviceSomebody
        let (service, outcome) = (
            strings.catalogueWord("service", help.service), strings.catalogueWord("outcome", help.outcome)
        )
        return [who.capital, service, outcome].said(" · ")
    }

    @ViewBuilder private func services(_ ready: ServiceReady) -> some View {
        Heading(strings.serviceWhat)
        ForEach(ready.options.groups, id: \.self) { group in
            Aside(strings.catalogueWord("group", group))
            Flow {
                ForEach(ready.options.services.filter { $0.group == group }, id: \.service.code) { service in
                    ChoiceButton(
                        strings.said(service.service), isChosen: service.service.code == ready.open?.service,
                        id: "service-\(service.service.code)"
                    ) { send(.serviceTapped(code: service.service.code)) }
                }
            }
        }
    }
}

extension VisitOptions {
    /// Groups of services, in the catalogue's order.
    fileprivate var groups: [String] {
        services.reduce(into: []) { groups, service in
            if !groups.contains(service.group) { groups.append(service.group) }
        }
    }
}
