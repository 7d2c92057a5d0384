# The Android app's own words: notifications, camera.
notify-channel-fates = Needs you
notify-channel-rides = Rides
notify-fates = { $n ->
    [one] { $n } item needs you
   *[other] { $n } items need you
}
notify-ride = A ride at { $time }
notify-not-home = { $n ->
    [one] { $n } person is not home yet
   *[other] { $n } people are not home yet
}
notify-open = Open the app to see
notify-reason-title = Shall the app tell you?
notify-reason = It tells only when something needs you, when a ride is near, when somebody is not home yet. A notification names nobody.
notify-allow = Allow notifications
notify-later = Later
scan-how = Hold the QR code into the middle of the picture.
no-app-for-it = This phone has no app for that.
