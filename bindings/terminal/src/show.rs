//! Commands that show something. Each row that another command can name gets a number.

use doorstep_core::{
    catalogue::CodeKind,
    clock::EnrolmentState,
    store::query::{
        Page,
        fates::{FateFilter, FateView},
        home::{Care, HomeLine},
        household::{HistoryKind, HistoryLine, Person},
        ride::RideLine,
        squad::SquadFilter,
        today::VisitReason,
        visit_options,
    },
    text::{name, phone},
};

use crate::{Terminal, find::date, rows::Row, trouble, words::Lang};

/// How many lines a terminal shows of a long list.
const LINES: u32 = 40;

impl Terminal {
    /// Prints a message.
    fn tell(&self, key: &str, args: &[(&str, String)]) {
        println!("{}", self.words.say(key, args));
    }

    pub(crate) fn show_today(&mut self) -> anyhow::Result<()> {
        let today = self.phone.today().screen(None)?;
        self.rows.begin();
        if !today.returns.is_empty() {
            self.tell("ride-not-home-yet", &[("n", today.returns.len().to_string())]);
            for ride in &today.returns {
                self.print_ride(ride);
            }
        }
        if let Some(ride) = &today.next_ride {
            self.tell("term-next-ride", &[("ride", format!("{} {}", clock(ride.ready_from), ride.who))]);
        }
        self.tell("today-progress", &[("done", today.done.to_string()), ("total", today.total.to_string())]);
        for place in &today.not_announced {
            let args = [
                ("place", place.name.clone()),
                ("n", place.homes.to_string()),
                ("who", place.announcer.clone()),
                ("phone", phone::display(&place.announcer_phone)),
            ];
            self.tell("term-not-announced", &args);
        }
        if today.homes.is_empty() {
            self.tell("term-no-homes", &[]);
        }
        for home in &today.homes {
            self.print_home(&home.home);
            let reason = self.words.say("today-reason", &[("reason", self.reason(&home.reason).to_lowercase())]);
            println!("     {reason}{}", self.care(&home.care));
            let due = today.due.iter().find(|door| door.home.id == home.home.id);
            for follow_up in due.into_iter().flat_map(|door| &door.due) {
                self.print_follow_up(follow_up);
            }
        }
        Ok(self.rows.keep()?)
    }

    fn reason(&self, reason: &VisitReason) -> String {
        let (key, n) = match reason {
            VisitReason::FollowUpDue { days } => ("reason-follow-up-due", *days),
            VisitReason::ComeBack { days } => ("reason-come-back", *days),
            VisitReason::NeverVisited => ("reason-never-visited", 0),
            VisitReason::LastVisit { days } => ("reason-last-visit", *days),
            VisitReason::Later { days } => ("reason-later", *days),
            VisitReason::Settled => ("reason-settled", 0),
        };
        self.words.say(key, &[("n", n.to_string())])
    }

    fn care(&self, care: &Care) -> String {
        let alone = care.elderly_alone.then(|| self.words.get("need-elderly-alone"));
        let needs = care.needs.iter().map(|need| self.words.code("need", need.as_str(), &[]));
        alone.into_iter().chain(needs).map(|need| format!(" · {need}")).collect()
    }

    /// A home's row, with the facts of its door.
    pub(crate) fn print_home(&mut self, home: &HomeLine) {
        let n = self.rows.number(Row::Home(home.id));
        let who = [home.honorific.as_str(), &home.head].join(" ");
        let place = [home.address.as_str(), &home.landmark, &home.neighbourhood_name];
        let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
        let door = &home.door;
        let chips = [
            (door.dog, "door-dog"),
            (door.call_first, "door-call-first"),
            (door.locked, "door-locked"),
            (door.hard_of_hearing, "door-hard-of-hearing"),
        ];
        let chips: String =
            chips.iter().filter(|(is, _)| *is).map(|(_, key)| format!(" [{}]", self.words.get(key))).collect();
        println!("{n:>3}. {} · {}{chips}", who.trim(), place.join(" · "));
    }

    fn print_follow_up(&self, follow_up: &doorstep_core::store::query::household::FollowUpLine) {
        let service = follow_up.service.as_deref().map(|code| self.catalogue(CodeKind::Service, code));
        let missing = follow_up.missing.iter().map(|code| self.catalogue(CodeKind::Paper, code));
        let what: Vec<String> = service.into_iter().chain(missing).collect();
        let args = [("date", follow_up.due.clone()), ("what", [follow_up.who.clone(), what.join(", ")].join(" "))];
        println!("     {}", self.words.say("term-follow-up", &args));
    }

    fn catalogue(&self, kind: CodeKind, code: &str) -> String {
        let words = visit_options::words(kind, code);
        if self.words.lang() == Lang::Vi { words.vi } else { words.en }
    }

    pub(crate) fn show_hits(&mut self, query: &str) -> anyhow::Result<()> {
        let hits = self.phone.search().run(query.to_owned(), Page::first(LINES))?;
        self.rows.begin();
        if hits.hits.is_empty() {
            self.tell("term-no-hits", &[]);
        }
        for hit in &hits.hits {
            self.print_home(&hit.home);
        }
        println!("{}/{}", hits.hits.len(), hits.total);
        Ok(self.rows.keep()?)
    }

    pub(crate) fn show_household(&mut self, what: &str) -> anyhow::Result<()> {
        let screen = self.phone.households().screen(self.home(what)?)?;
        self.rows.begin();
        self.print_home(&screen.home);
        for number in &screen.home.phones {
            println!("     {} {}", phone::display(&number.number), number.relation);
        }
        let assigned = &screen.assigned;
        let name = if assigned.member.is_some() { assigned.name.clone() } else { self.words.get("term-nobody") };
        self.tell("term-assigned", &[("name", name), ("squad", assigned.squad.clone())]);
        for conflict in &screen.conflicts {
            let args = [
                ("field", conflict.field.clone()),
                ("kept", conflict.kept.clone()),
                ("kept_by", conflict.kept_by.clone()),
                ("lost", conflict.lost.clone()),
                ("lost_by", conflict.lost_by.clone()),
            ];
            self.tell("term-conflict", &args);
        }
        self.heading("term-people", screen.people.is_empty());
        for person in &screen.people {
            self.print_person(screen.home.id, person);
        }
        for follow_up in &screen.follow_ups {
            self.print_follow_up(follow_up);
        }
        self.heading("term-rides", screen.rides.is_empty());
        for ride in &screen.rides {
            self.print_ride(ride);
        }
        self.heading("term-history", screen.history.is_empty());
        for line in &screen.history {
            self.print_history(screen.home.id, line);
        }
        Ok(self.rows.keep()?)
    }

    fn heading(&self, key: &str, is_empty: bool) {
        if !is_empty {
            println!("── {}", self.words.get(key));
        }
    }

    fn print_person(&mut self, home: doorstep_core::id::Id, person: &Person) {
        let n = self.rows.number(Row::Person(home, person.id));
        let born = person.birth_year.map(|year| format!(" ({}{year})", if person.birth_approx { "~" } else { "" }));
        let needs: String =
            person.needs.iter().map(|need| format!(" · {}", self.words.code("need", need.as_str(), &[]))).collect();
        let consents: String = person
            .consents
            .iter()
            .map(|consent| {
                let purpose = self.words.code("consent", consent.purpose.as_str(), &[]);
                let state = self.words.code("consent-state", consent.state.as_str(), &[]).to_lowercase();
                format!(" · {purpose}: {state}")
            })
            .collect();
        let who = name::address_form(Some(&person.honorific), &person.name);
        let state = self.words.code("state", person.state.as_str(), &[]);
        println!("{n:>3}. {} · {who}{} · {state}{needs}{consents}", person.name, born.unwrap_or_default());
    }

    fn print_history(&mut self, home: doorstep_core::id::Id, line: &HistoryLine) {
        let when = line.at.map(date).unwrap_or_default();
        let who: Vec<&str> = std::iter::once(&line.by).chain(&line.with).map(String::as_str).collect();
        let fate = line.fate.as_ref().map(|fate| format!(" · {}", self.fate(fate))).unwrap_or_default();
        let withdrawn = if line.withdrawn {
            format!(" ({})", self.words.get("history-withdrawn").to_lowercase())
        } else {
            String::new()
        };
        match line.kind {
            HistoryKind::Visit => {
                let n = self.rows.number(Row::Visit(home, line.id));
                let outcome = line.outcome.as_ref().map_or("", |outcome| outcome.as_str());
                let outcome = self.words.code("tile", outcome, &[]);
                println!("{n:>3}. {when} {outcome}{withdrawn} · {}{fate}", who.join(", "));
                for help in &line.helped {
                    let service = self.catalogue(CodeKind::Service, &help.service);
                    println!("     {} {service}: {}", help.who, self.catalogue(CodeKind::Outcome, &help.outcome));
                }
            }
            HistoryKind::Death => println!("     {}", self.words.say("history-death", &[("who", line.text.clone())])),
            _ => println!("     {when} “{}”{withdrawn} · {}{fate}", line.text, who.join(", ")),
        }
    }

    /// A fate with its reason and receipt.
    fn fate(&self, fate: &FateView) -> String {
        let reason = fate.reason.as_ref().map(|reason| {
            let args = trouble::args(&fate.args);
            self.words.code("refusal", reason.as_str(), &args)
        });
        let text = self.words.code("fate", fate.step.as_str(), &[("reason", reason.clone().unwrap_or_default())]);
        // A refusal's message has the reason inside.
        match reason.filter(|reason| !text.contains(reason.as_str())) {
            Some(reason) => format!("{text}: {reason} #{}", fate.receipt),
            None => format!("{text} #{}", fate.receipt),
        }
    }

    fn print_ride(&mut self, ride: &RideLine) {
        let n = self.rows.number(Row::Ride(ride.id));
        let state = self.words.code("ride-state", ride.state.as_str(), &[]);
        let place = ride.place.map(|n| format!(" ({n})")).unwrap_or_default();
        let by = [ride.vehicle.as_str(), &ride.driver].join(" ");
        println!(
            "{n:>3}. {} {} {} · {} → {} · {state}{place} · {}",
            ride.day,
            clock(ride.ready_from),
            ride.who,
            ride.pickup,
            ride.point,
            by.trim()
        );
        for misfit in &ride.misfits {
            println!("     ! {}", self.words.code("refusal", misfit, &[("who", ride.who.clone())]));
        }
    }

    pub(crate) fn show_rides(&mut self, day: Option<chrono::NaiveDate>) -> anyhow::Result<()> {
        let rides = self.phone.rides();
        self.rows.begin();
        let manifest = rides.manifest(day)?;
        if manifest.seats > 0 {
            let args = [("taken", manifest.most_taken.to_string()), ("seats", manifest.seats.to_string())];
            self.tell("term-seats", &args);
        }
        let of_day = rides.list(day)?;
        let not_home = rides.return_duties()?;
        if of_day.is_empty() && not_home.is_empty() {
            self.tell("term-nothing", &[]);
        }
        for ride in &of_day {
            self.print_ride(ride);
        }
        if !not_home.is_empty() {
            self.tell("ride-not-home-yet", &[("n", not_home.len().to_string())]);
            for ride in &not_home {
                self.print_ride(ride);
            }
        }
        Ok(self.rows.keep()?)
    }

    pub(crate) fn show_squad(&mut self, unassigned: bool) -> anyhow::Result<()> {
        let filter = SquadFilter { unassigned, ..SquadFilter::default() };
        let squad = self.phone.leading().squad(filter, Page::first(LINES))?;
        self.rows.begin();
        println!("{}", squad.name);
        self.tell("today-progress", &[("done", squad.done.to_string()), ("total", squad.total.to_string())]);
        self.tell("term-unassigned", &[("n", squad.unassigned.to_string())]);
        for member in &squad.members {
            println!("     {} · {}/{} · {}", member.mate.name, member.done, member.homes, member.visits_today);
        }
        for home in &squad.homes {
            self.print_home(&home.home);
            if home.member.is_some() {
                println!("     {}", home.member_name);
            }
        }
        println!("{}/{}", squad.homes.len(), squad.found);
        Ok(self.rows.keep()?)
    }

    pub(crate) fn show_fates(&mut self) -> anyhow::Result<()> {
        let fates = self.phone.fates().list(FateFilter::default(), Page::first(LINES))?;
        self.tell("fates-title", &[]);
        if fates.lines.is_empty() {
            self.tell("term-nothing", &[]);
        }
        let needs_you = fates.counts.parked + fates.counts.refused;
        if needs_you > 0 {
            self.tell("fates-need-you", &[("n", needs_you.to_string())]);
        }
        for line in &fates.lines {
            let mark = if line.needs_you { "!" } else { " " };
            let who = line.who.as_deref().unwrap_or("–");
            println!("{mark} {} {} · {who} · {}", date(line.at), line.kind, self.fate(&line.fate));
        }
        println!("{}/{}", fates.lines.len(), fates.total);
        Ok(())
    }

    pub(crate) fn show_status(&mut self) -> anyhow::Result<()> {
        let status = self.phone.settings().status()?;
        println!("{} · {} · {}", status.name, status.squad, status.commune_name);
        let last = status.last_sync.map_or_else(|| self.words.get("term-never").to_lowercase(), date);
        self.tell("term-last-sync", &[("time", last)]);
        self.tell("sync-pending", &[("n", status.unsent.to_string())]);
        match status.enrolment {
            EnrolmentState::Fresh => {}
            EnrolmentState::DueSoon { days } => self.tell("term-due-soon", &[("n", days.to_string())]),
            EnrolmentState::ClockUnsure { .. } => self.tell("term-clock-unsure", &[]),
            EnrolmentState::Locked => self.tell("error-state-locked", &[]),
        }
        if status.update_needed {
            self.tell("error-update-needed", &[]);
        }
        if status.revoked {
            self.tell("error-revoked", &[]);
        }
        Ok(())
    }
}

/// Minutes since midnight as a time.
fn clock(minutes: i64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}
