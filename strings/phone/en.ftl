### What only the apps' screens say; it wins over the messages of the folder above. English. Same keys and arguments as vi.ftl.
tab-today = Today
tab-search = Find
tab-rides = Rides
tab-squad = Squad
back = Back
save = Save
retry = Try again
loading = Opening…
gone-home = This home is no longer on your phone: it was given to somebody else.
saved-is-safe = Everything you saved is still there.
record-button = Record result
record-for = Record result: { $who }
call-somebody = Call { $who }
call-number = Call { $name }: { $number }
show-map = Show on map
door-best-hour = Best at { $hour } o’clock
today-none = No homes are assigned to you yet. Ask your leader, then sync.
today-settled = Done
today-not-announced-at = { $n ->
    [one] { $n } home in { $place }
   *[other] { $n } homes in { $place }
 }
ride-next = Next ride: { $time }
why-due-today = A follow-up is due today
why-due = { $n ->
    [one] A follow-up is { $n } day late
   *[other] A follow-up is { $n } days late
 }
why-back-today = You said you would come back today
why-back = { $n ->
    [one] You said you would come back { $n } day ago
   *[other] You said you would come back { $n } days ago
 }
why-never = Nobody has been here yet
why-open-today = Visited today, not finished
why-open = { $n ->
    [one] Not finished { $n } day ago
   *[other] Not finished { $n } days ago
 }
why-later = { $n ->
    [one] Due in { $n } day
   *[other] Due in { $n } days
 }
why-settled = Done
household-title = Household
household-people = People
household-promised = Promised
household-rides = Rides
household-history = History
assigned-to = Looked after by { $name } ({ $squad })
assigned-nobody = Nobody looks after it yet
born = Born { $year }
born-about = Born about { $year }
promise-due = Due { $date }
promise-late = Was due { $date }
who-brings = { $who } brings it
ride-driver = Driver: { $name }
conflict-title = Two people changed: { $field }
conflict-kept = Kept, by { $by }: { $value }
conflict-lost = The other, by { $by }: { $value }
conflict-seen = I have seen this
outcome-with = With
outcome-which-day = Come back on which day?
service-title = What help?
service-who = Who was helped?
service-somebody = Somebody else in the home
service-what = Service
service-ended = How did it end?
service-blockers = What was in the way?
service-save = Save details
service-finished = Done, back to the list
note-title = Note
note-add = Add a note
note-label = A note about this home
note-hint = Never write down ID numbers, OTPs, passwords or account numbers.
fate-not = Not recorded
fates-none = Nothing recorded yet.
fates-all-sent = Everything is sent
fates-elsewhere = A home given to somebody else
sync-never = Never synced
send-now = Send now
sending = Sending…
search-label = Name, phone, landmark
search-hint = Accents do not matter: “huong” finds Hương.
search-none = Nothing found.
search-found = { $n ->
    [one] { $n } home found
   *[other] { $n } homes found
 }
add-household = Add a home
add-person = Add a person
add-button = Add
add-head = Head of the household
add-honorific = How to address them
add-neighbourhood = Neighbourhood
add-house-no = House number
add-lane = Lane
add-landmark = Landmark
add-phone = Phone number
add-whose = Whose number? (empty: the head’s own)
add-name = Full name
add-year = Year of birth
add-year-wrong = A year has four digits
add-relation = Relation to the head
duplicates-title = This home may be on the list already
ride-promised = promised home at { $time }
rides-of = Rides on { $date }
rides-load = Fullest: { $most } of { $seats } seats
rides-none = You drive nobody today.
leg-there = There
leg-home = Home
step-for = { $step }: { $who }
book-who = Who rides?
book-nobody = Nobody of this home is on the list. Add a person first.
book-no-consent = This person has not agreed to have travel needs recorded. Ask first.
ask-consent = Ask for consent
book-what = For what?
book-day = Day
book-point = Where to?
book-leave = Ready at
book-earlier = Half an hour earlier
book-later = Half an hour later
book-back = Back at
book-back-unknown = Not known yet
book-companions = Companions
book-vehicle = Vehicle
vehicle-seats = { $name } · { $driver } · { $free } seats free
consent-button = Consent
consent-for = Ask { $who } for consent
consent-address = Sir or Madam
consent-now = Now: { $state }
consent-withdraw = Withdraw consent
consent-how = How was it answered?
consent-witness = Witness
consent-free = Without consent help goes on; the visit counts, without a name.
enrol-title = Enrol this phone
enrol-how = Ask your leader for an invitation: scan the QR code, or paste its text.
enrol-scan = Scan the QR code
enrol-no-camera = The camera cannot be used. Paste the text below.
enrol-paste = Invitation
enrol-key = Hub key: { $key }
enrol-addresses = Addresses: { $list }
enrol-begin = Begin
enrol-running = Enrolling…
settings-title = Settings
settings-theme = Display
settings-language = Language
settings-hand-over = Hand over unsent work as a file
settings-hand-over-hint = For when there is no network: only your commune’s hub can read the file.
settings-hand-over-button = Share the file
theme-light = Light
theme-dark = Dark
theme-sunlight = Sunlight
language-vi = Tiếng Việt
language-en = English
lock-soon = { $n ->
    [one] Sync within { $n } day, or the data locks
   *[other] Sync within { $n } days, or the data locks
 }
squad-members = Members
squad-give-to = Give to whom?
squad-homes = Homes
squad-all = All
squad-free = Unassigned
squad-unassigned = { $n ->
    [one] { $n } home unassigned
   *[other] { $n } homes unassigned
 }
squad-load = { $done } of { $homes } homes done · { $visits } visits today
squad-load-after = { $from } homes → { $to } homes
squad-choose = Choose
squad-choose-name = Give to { $name }
squad-mark = Select
squad-mark-name = Select { $who }
squad-take-back = Take back
squad-take-back-name = Take back { $who }
assign-choose = { $n ->
    [one] { $n } home selected: give to whom?
   *[other] { $n } homes selected: give to whom?
 }
blocked-title = Doorstep
blocked-what = What happened
blocked-safe = What is safe
blocked-next = What to do next
blocked-clock = The phone’s clock is not certain: the data is locked for now.
blocked-next-sync = Go where the Centre’s Wi-Fi is and send: the data opens again at once.
blocked-next-revoked = Send what is left, then see your leader. The phone then destroys its data key.
blocked-key-destroyed = This phone was revoked. The key to its data is destroyed.
blocked-next-key-destroyed = Give the phone to your squad leader. If you are invited again, enrol again.
blocked-set-aside = Put the old file aside, enrol again
drafts-open = Not finished yet
blocked-next-help = See your leader. Do not uninstall: unsent work is on this phone.
blocked-next-wrong-key = Unsent work is in the sealed file. See your leader; do not uninstall.
blocked-next-newer = Update the app, then open it again.
blocked-next-damaged = See your leader: hand in the sealed file, then enrol again. Do not uninstall.
blocked-next-full = Delete some photos or videos, then try again.
ride-next-picked-up = Picked up
ride-next-at-point = Arrived
ride-next-served = Done, waiting to go home
ride-next-turned-away = Not done, waiting to go home
ride-next-going-home = Leaving for home
ride-next-home-safe = Home safe
ride-next-with-family = Family picks up
kind-note = Note
kind-visit-record = Visit recorded
kind-visit-amend = Visit corrected
kind-follow-up-add = Follow-up promised
kind-follow-up-edit = Follow-up changed
kind-note-add = Note added
kind-note-remove = Note removed
kind-household-add = Home added
kind-household-edit = Home changed
kind-household-merge = Homes merged
kind-resident-add = Person added
kind-resident-edit = Person changed
kind-consent-record = Consent recorded
kind-consent-withdraw = Consent withdrawn
kind-conflict-close = Conflict seen
kind-ride-book = Ride booked
kind-ride-step = Ride
kind-ride-cancel = Ride cancelled
kind-ride-give-vehicle = Vehicle given
kind-assignment-assign = Home assigned
kind-assignment-take-back = Home taken back
kind-visit-round-announce = Visit announced
role-volunteer = Volunteer
role-leader = Leader
role-driver = Driver
role-coordinator = Coordinator
method-screen = On this screen
method-spoken = Spoken, with a witness
method-paper = On paper
field-head = Head
field-honorific = Honorific
field-landmark = Landmark
field-address = Address
field-phones = Phone numbers
field-phone = Phone number
field-door = At the door
field-name = Name
field-birth-year = Year of birth
field-state = Whereabouts
error-state-not-enrolled = This phone is not enrolled. Ask your leader for an invitation.
form-note = Note
form-person = New person
form-household = New home
form-ride = Book a ride
form-consent = Consent
amend-title = Correct the result
amend-withdraw = Take this visit back
unfinished-missing = What is missing?
unfinished-who = Who brings it?
unfinished-day = Which day is agreed?
edit-household = Edit the home
edit-person = Edit
edit-person-for = Edit { $name }
edit-address = New address
edit-address-now = Now: { $address }
edit-needs = Needs on the way
door-title = At the door
note-remove = Remove the note
promise-kept = Done
promise-move = Move
promise-move-to = Move to { $date }
promise-drop = Drop
promise-which-day = Move to which day?
rides-at-point = { $n ->
    [one] { $n } person waiting at the point
   *[other] { $n } people waiting at the point
}
ride-cancel-button = Cancel the ride
ride-cancel-no-show = Came to fetch, met nobody
ride-cancel-deceased = This person has died
ride-cancel-consent = Consent was taken back
ride-the-point = The point
turned-away-papers = Papers missing
turned-away-point = No power or network at the point
turned-away-other = Another reason
message-button = Send a message
message-ride = You are fetched on { $date }, from { $time }.
message-driver = Driver: { $name }, { $vehicle }.
consent-guardian = Who answers for them? (empty: they do)
announce-title = Announce a round of visits
announce-by = Who announces it? (village head)
announce-save = Save: announced
announce-text-title = Text for the neighbourhood’s chat
announce-text = On { $date } youth volunteers come to every home in { $place } to help with online public services. It is free. Nobody may ask you for a one-time code or a password.
announce-share = Share the text
local-network-refused = The phone keeps this app out of the local network, so it cannot reach the Centre’s hub.
local-network-allow = Allow the local network
settings-letters = Letters
letters-usual = Usual
letters-large = Large
letters-largest = Largest
settings-wifi = Sync by itself
settings-wifi-only = On Wi-Fi only
settings-any-network = On mobile data too
settings-lock = Lock the app when away
settings-lock-after = { $n ->
    [one] After { $n } minute
   *[other] After { $n } minutes
}
settings-sign-out = Hand the phone back
settings-sign-out-button = Sign out
settings-sign-out-unsent = { $n ->
    [one] { $n } thing is unsent. Send it first.
   *[other] { $n } things are unsent. Send them first.
}
settings-sign-out-what = All data on this phone goes. What was sent stays at the hub.
settings-sign-out-meant = Sign out and delete
settings-stay = Stay
settings-about = Từng Nhà · open source, Apache-2.0
unlock-button = Unlock
unlock-why = The phone lay for a while. Unlock to go on.
form-visit = Record the result
form-home = Edit a home
form-resident = Edit a person
form-announce = Announce a round
fate-seen = Seen
error-storage-key-unreachable = The phone's key storage does not answer
blocked-next-key-unreachable = Restart the phone, then try again. Do not remove the app.
