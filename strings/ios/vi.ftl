# Lời mà iOS hiện thay ứng dụng khi xin phép.
permission-camera = Máy ảnh đọc mã QR do đội trưởng đưa, để ghi danh máy này. Không có ảnh nào được lưu.
permission-face-id = Face ID mở khóa ứng dụng khi máy đã để một lúc.
permission-local-network = Máy chủ của Trung tâm nằm trong mạng Wi-Fi tại đó. Ứng dụng gửi việc đã ghi đến máy chủ ấy.
