# What iOS shows for the app when it asks for a permission.
permission-camera = The camera reads the QR code that your squad leader shows, to enrol this phone. No picture is kept.
permission-face-id = Face ID unlocks the app after the phone lay for a while.
permission-local-network = The Centre's hub is on its own Wi-Fi. The app sends there what you recorded.
