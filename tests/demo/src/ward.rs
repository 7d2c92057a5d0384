//! The ward: its hub, as an office sets it up, on real HTTPS; and its household list, imported as a ward would.

use std::{net::SocketAddr, path::Path, sync::Arc};

use anyhow::Context;
use chrono::{Days, NaiveDate};
use doorstep_core::{
    calendar::{WorkingCalendar, vietnam_date},
    change::Change,
    id::{CommuneCode, Id},
    json::Fields,
    model::member::Role,
};
use doorstep_hub::{
    clock,
    complaint::Complaint,
    folder::DataFolder,
    hub::Hub,
    identity::Secret,
    office::{Office, assignments::Holder, devices::Whereabouts, households::Home, members::MemberData},
    server::serve_on_loopback,
};
use doorstep_import::{Options, report::Severity};
use doorstep_sample::{
    SampleWard, Spec, VehicleKind,
    lists::{List, Mess},
};
use serde_json::json;

use crate::phone::Owner;

/// As many homes as one visits in an afternoon.
const GUESTS_HOMES: usize = 8;

/// An open ward.
pub(crate) struct Ward {
    pub(crate) hub: Arc<Hub>,
    pub(crate) commune: CommuneCode,
    pub(crate) address: SocketAddr,
    /// Everybody with an account, squad by squad.
    pub(crate) members: Vec<Owner>,
    /// The day on which people ride: the first on which offices work.
    pub(crate) ride_day: NaiveDate,
    today: NaiveDate,
    sample: SampleWard,
    list: List,
}

impl Ward {
    /// Generates the ward, makes a hub for it and serves it on loopback.
    pub(crate) fn open(folder: &Path, commune: &str, households: usize, seed: u64) -> anyhow::Result<Ward> {
        let today = vietnam_date(clock::now_ms());
        let spec = Spec { commune: commune.to_owned(), households: Some(households), seed, campaign_day: today };
        let sample = SampleWard::generate(&spec)?;
        let list = List::of(&sample, &Mess::typical(seed));
        let commune: CommuneCode = commune.parse()?;
        let data = DataFolder::at(folder.join("hub"));
        data.make()?;
        let secret = Secret::random()?;
        let hub = Arc::new(Hub::create(&data, &data.list(), &secret)?);
        let address = serve_on_loopback(hub.clone(), &data)?;
        let mut ward = Ward {
            hub,
            commune,
            address,
            members: Vec::new(),
            ride_day: WorkingCalendar::built_in().working_day_from(today),
            today,
            sample,
            list,
        };
        ward.set_up(today)?;
        Ok(ward)
    }

    /// The office of the hub, now.
    pub(crate) fn office(&self) -> Office<'_> {
        Office::of(&self.hub, self.commune, clock::now_ms())
    }

    /// Commune, squads, members, vehicles, service points, and who is responsible where.
    fn set_up(&mut self, today: NaiveDate) -> Result<(), Complaint> {
        let office = Office::of(&self.hub, self.commune, clock::now_ms());
        let unit = format!("{} {}", self.sample.commune.kind.word(), self.sample.commune.name);
        office.set_up_commune(&self.sample.commune.name, &unit)?;
        let mut squads = Vec::new();
        for squad in &self.sample.squads {
            squads.push(office.add_squad(&squad.name)?);
        }
        let root = self.commune.root();
        for point in &self.sample.service_points {
            submit(&office, "service_point.add", root, json!({ "name": point.name, "saturday": true }))?;
        }
        for neighbourhood in &self.sample.neighbourhoods {
            let id = office.add_neighbourhood(&neighbourhood.name)?;
            office.set_responsibility(squads[neighbourhood.squad], id, today - Days::new(30))?;
        }
        for member in &self.sample.members {
            let roles: Vec<Role> = member.roles.iter().map(|role| Role::from(code_of(role).as_str())).collect();
            let squad = member.squad.map(|squad| squads[squad]);
            let data = MemberData {
                name: Some(member.name.clone()),
                phone: Some(member.phone.clone()),
                roles: Some(roles.clone()),
                squad,
                licence_checked_on: None,
            };
            let id = office.add_member(data)?;
            if let (Some(vehicle), Some(squad)) = (&member.vehicle, squad) {
                let vehicle_type = match vehicle.kind {
                    VehicleKind::Motorbike => "motorbike",
                    VehicleKind::ThreeWheeler => "three_wheeler",
                    VehicleKind::Car => "car",
                    VehicleKind::Van => "van",
                };
                let data = json!({
                    "name": format!("Xe của {}", doorstep_sample::given_name(&member.name)),
                    "vehicle_type": vehicle_type,
                    "seats": vehicle.seats,
                    "wheelchair_places": i64::from(vehicle.wheelchair_space),
                    "driver": id,
                });
                submit(&office, "vehicle.add", squad, data)?;
            }
            self.members.push(Owner { id, squad, roles });
        }
        Ok(())
    }

    /// Imports the ward's list as an office would, and says what it came to.
    pub(crate) fn import(&self) -> anyhow::Result<String> {
        let bytes = self.list.xlsx()?;
        let office = self.office();
        let mut reading = doorstep_import::read(&bytes, "danh_sach_ho.xlsx", &Options::on(self.today));
        let earlier = office.earlier_lists()?;
        let plan = office.plan_list(&earlier, &mut reading);
        let applied = office.apply_list(&earlier, &reading, &plan, "demo")?;
        let truth = &self.list.truth;
        anyhow::ensure!(
            applied.households == truth.households.len() && applied.not_applied.is_empty(),
            "the list has {} households that a correct import takes; {} were taken, {} refused",
            truth.households.len(),
            applied.households,
            applied.not_applied.len()
        );
        let count = |severity| reading.findings.iter().filter(|finding| finding.severity == severity).count();
        Ok(format!(
            "{} hộ / households, {} dòng lỗi / rows with errors, {} dòng cần xem / with warnings",
            applied.households,
            count(Severity::Error),
            count(Severity::Warning)
        ))
    }

    /// The text of an invitation for a member, over a line.
    pub(crate) fn invitation(&self, member: Id, address: SocketAddr) -> anyhow::Result<String> {
        let whereabouts = Whereabouts { addresses: vec![address.to_string()], local_name: None };
        Ok(self.office().invite(member, "Máy thử", &whereabouts)?.to_text()?)
    }

    /// Revokes all phones of a member.
    pub(crate) fn revoke(&self, member: Id) -> anyhow::Result<()> {
        let office = self.office();
        for device in office.devices()?.into_iter().filter(|device| device.member == member) {
            office.revoke(device.id)?;
        }
        Ok(())
    }

    /// Somebody to be for whoever tries it: a volunteer who leads nobody, with homes at which nobody has been yet.
    pub(crate) fn guest(&self) -> anyhow::Result<Id> {
        let office = self.office();
        let mut free = office.households()?;
        free.retain(|home| home.assignment.member.is_none());
        let walks = |member: &&Owner| member.is(&Role::Volunteer) && !member.is(&Role::Leader);
        let homes_for = |guest: &Owner| -> Vec<Home> {
            let of_squad = free.iter().filter(|home| guest.squad.is_some() && home.assignment.squad == guest.squad);
            of_squad.take(GUESTS_HOMES).cloned().collect()
        };
        let guest =
            self.members.iter().filter(walks).max_by_key(|guest| homes_for(guest).len()).context("no volunteer")?;
        if let Some(squad) = guest.squad {
            let given = office.assign(&homes_for(guest), Holder::Member { member: guest.id, squad })?;
            anyhow::ensure!(given.not_given.is_empty(), "homes to try it with were not given");
        }
        Ok(guest.id)
    }

    /// How to join the demo's hub by hand.
    pub(crate) fn how_to_join(&self, guest: Id) -> anyhow::Result<String> {
        let invitation = self.invitation(guest, self.address)?;
        Ok(format!(
            "\nHub vẫn chạy ở https://{0} (dừng: Ctrl-C). Thư mời, dùng một lần trong 15 phút (lấy thư mới: Enter):\n\
             The hub still serves at https://{0} (stop: Ctrl-C). An invitation, for one phone within 15 minutes (another one: Enter):\n\n\
             {invitation}\n\n\
             Điện thoại trong cửa sổ: chạy lệnh dưới đây ở một terminal khác, rồi dán thư mời vào.\n\
             A phone in a window: run this in another terminal, and paste the invitation there.\n\n  \
             cargo xtask phone\n\n\
             Hoặc điện thoại trong terminal; or a phone in the terminal:\n\n  \
             cargo run --release --package doorstep-terminal -- enrol '{invitation}'\n  \
             cargo run --release --package doorstep-terminal -- sync\n  \
             cargo run --release --package doorstep-terminal -- today\n",
            self.address
        ))
    }

    /// Serves until the program is stopped. An empty line asks for another invitation: building the apps may take longer than
    /// one lives.
    #[allow(clippy::print_stdout, reason = "the invitation is what it prints")]
    pub(crate) fn serve_until_stopped(&self, guest: Id) -> anyhow::Result<()> {
        for line in std::io::stdin().lines() {
            if line?.trim().is_empty() {
                println!("{}", self.how_to_join(guest)?);
            }
        }
        // Nobody is there to ask.
        loop {
            std::thread::park();
        }
    }
}

/// The code under which a sample's role is stored.
fn code_of(role: &doorstep_sample::Role) -> String {
    serde_json::to_value(role).ok().and_then(|role| role.as_str().map(str::to_owned)).unwrap_or_default()
}

fn submit(office: &Office<'_>, kind: &str, root: Id, data: serde_json::Value) -> Result<(), Complaint> {
    let data: Fields = data.as_object().cloned().unwrap_or_default();
    let change: Change = office.change(kind, root, data)?;
    office.submit(change).map(drop)
}
