# Lời riêng của ứng dụng Android: thông báo, máy ảnh.
notify-channel-fates = Việc cần xử lý
notify-channel-rides = Đưa đón
notify-fates = { $n } việc cần bạn xử lý
notify-ride = Chuyến xe lúc { $time }
notify-not-home = { $n } người chưa về nhà
notify-open = Mở ứng dụng để xem
notify-reason-title = Báo cho bạn khi có việc?
notify-reason = Ứng dụng chỉ báo khi có việc cần bạn xử lý, khi sắp đến chuyến xe, khi có người chưa về nhà. Thông báo không có tên ai.
notify-allow = Cho phép thông báo
notify-later = Để sau
scan-how = Đưa mã QR vào giữa khung hình.
no-app-for-it = Máy chưa có ứng dụng cho việc này.
